"""Raw articles, as scraped or exported, turned into the text of an explainer's folder."""
