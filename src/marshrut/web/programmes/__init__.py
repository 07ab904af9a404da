"""Section «Сопровождение»: programme, tutors, tutees, projects, waivers."""
