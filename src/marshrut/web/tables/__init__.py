"""«Мои таблицы»: lists with columns and filters of one's own, under names."""
