//! `liandong train`: the town's classifier, trained anew.

use super::print;
use crate::{Failure, args::Train, config, opening};

pub(crate) async fn run(args: &Train) -> Result<(), Failure> {
    let app = opening::writer(&config::site(&args.database)?).await?;
    let town = opening::town_of(&app, args.town.as_ref()).await?;
    let model = app.train_classifier(&town).await?;
    app.store().close().await;
    let trained = &model.trained;
    let speaks = if trained.speaks {
        "模型优于两条基线，自此由模型给出建议 (the model beats both baselines and speaks from now on)"
    } else {
        "模型未优于两条基线，仍由关键词规则给出建议 (the model does not beat both baselines: the keyword rules go on speaking)"
    };
    print(&format!(
        "街镇 {town} 的分类模型第 {} 版，{}：种子语料 {} 句，本镇已确认警情 {} 句（重复的只算一句）\n\
         (model {} of {town}: {} seed sentences, {} confirmed calls, copies counted once)\n\n\
         未参与训练的部分上（五折）(held out, five folds)：\n{}\n{speaks}\n",
        trained.version,
        trained.at,
        trained.seed,
        trained.history,
        trained.version,
        trained.seed,
        trained.history,
        trained.held_out,
    ))?;
    Ok(())
}
