// How many statements of the questionnaire are answered, while one answers.

const line = document.querySelector("[data-answered]");
const questions = document.querySelectorAll(".question .choices");
const count = () => {
  const answered = [...questions].filter((one) => one.querySelector(":checked")).length;
  line.textContent = line.dataset.answered.replace("{n}", answered).replace("{of}", questions.length);
};
document.addEventListener("input", count);
// A draft kept in this browser comes back after the page is drawn.
addEventListener("load", count);
