mod areas;
mod gazetteer;
