"""Plain functions over text: Markdown, Arabic, bidi, dates, places."""
