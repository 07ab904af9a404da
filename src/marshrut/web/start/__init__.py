"""«Первые шаги»: how a new installation is begun."""
