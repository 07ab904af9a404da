"""Section «Мероприятия»: calendar, consultations, visits, requests, recommendations, opinions."""
