"""Section «Маршруты»: the list, the line of one route, its plan, steps, products, closing."""
