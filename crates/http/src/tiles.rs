//! The map's background (底图): raster tiles of a server that an operator names, such as Tianditu (天地图).
//! Without one the console draws the town's own areas and places, and loads nothing from elsewhere.

use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// Where browsers get the map's background.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MapTiles)]
pub struct Tiles {
    /// What it is called.
    name: String,
    /// Addresses of tiles in Web Mercator, one a layer, the lowest first, with `{z}`, `{x}` and `{y}`. At the
    /// scales of a map CGCS2000 and WGS-84 are the same.
    layers: Vec<String>,
    /// Whose map it is, to be shown on it.
    attribution: Option<String>,
    /// The closest zoom at which there are tiles, 1 to 22.
    max_zoom: u8,
    #[serde(skip)]
    origins: Vec<String>,
}

/// Why an address of tiles cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadTiles {
    /// There is none.
    #[error("no address of tiles")]
    None,
    /// `{z}`, `{x}` or `{y}` is not in it.
    #[error("{0} has no {1}")]
    Without(String, &'static str),
    /// It does not begin with `https://` or `http://` and a host, or holds spaces.
    #[error("{0} is no address of a web server")]
    NoAddress(String),
}

impl Tiles {
    /// Tiles by their addresses.
    ///
    /// # Errors
    /// [`BadTiles`] when there is none or one cannot be used.
    pub fn new(
        name: String,
        layers: Vec<String>,
        attribution: Option<String>,
        max_zoom: u8,
    ) -> Result<Self, BadTiles> {
        if layers.is_empty() {
            return Err(BadTiles::None);
        }
        let mut origins = Vec::new();
        for layer in &layers {
            for part in ["{z}", "{x}", "{y}"] {
                if !layer.contains(part) {
                    return Err(BadTiles::Without(layer.clone(), part));
                }
            }
            let origin = origin(layer).ok_or_else(|| BadTiles::NoAddress(layer.clone()))?;
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        Ok(Self {
            name,
            layers,
            attribution,
            max_zoom,
            origins,
        })
    }

    /// The servers from which the tiles come, as a Content-Security-Policy names them.
    pub(crate) fn origins(&self) -> &[String] {
        &self.origins
    }
}

/// Scheme and host. They stand in a header between other words, so that nothing but a host may pass.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split('/').next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let good = matches!(scheme, "https" | "http")
        && !host.is_empty()
        && host.chars().all(plain)
        && !address.contains(char::is_whitespace);
    good.then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::{BadTiles, Tiles};

    fn of(layers: &[&str]) -> Result<Tiles, BadTiles> {
        let layers = layers.iter().map(|&one| one.to_owned()).collect();
        Tiles::new("天地图".into(), layers, None, 18)
    }

    #[test]
    fn two_layers_of_one_server_are_one_origin() {
        let tiles = of(&[
            "https://t0.example.cn:8443/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=k",
            "https://t0.example.cn:8443/cva_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=k",
        ]);
        assert_eq!(tiles.unwrap().origins(), ["https://t0.example.cn:8443"]);
    }

    #[test]
    fn what_is_no_address_of_tiles_is_refused() {
        assert_eq!(of(&[]), Err(BadTiles::None));
        for bad in [
            "https://a.cn; script-src *{z}{x}{y}",
            "javascript://a.cn/{z}/{x}/{y}",
            "https:///{z}/{x}/{y}",
            "https://a.cn/{z}/{x}/{y} https://b.cn",
            "/tiles/{z}/{x}/{y}",
        ] {
            assert_eq!(of(&[bad]), Err(BadTiles::NoAddress(bad.into())), "{bad}");
        }
        let without = "https://a.cn/{z}/{x}";
        assert_eq!(
            of(&[without]),
            Err(BadTiles::Without(without.into(), "{y}"))
        );
    }
}
