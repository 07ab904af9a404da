"""Pages of the section «Мониторинг»: read only."""
