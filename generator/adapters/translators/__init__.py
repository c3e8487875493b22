"""Translation engines behind the `Translator` port."""
