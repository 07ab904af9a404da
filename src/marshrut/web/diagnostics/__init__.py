"""Section «Диагностика»: answering, results, campaigns."""
