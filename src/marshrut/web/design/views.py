"""Pages of the design system."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marshrut.web import fields, labels
from marshrut.web.design import samples

SHOWN = (
    *("clauses", "cells", "waits", "refusal", "two_texts", "personas", "tabs"),
    *("tutee", "tutor", "at"),
)


class Sample(forms.Form):
    """One of each field."""

    what = forms.CharField(label="Что получилось", max_length=200)
    worked = fields.Paragraph(
        label="Что сработало",
        required=False,
        help_text="Одно-два предложения. Можно оставить пустым.",
    )
    due = fields.DateField(label="Срок", help_text="По положению — не позже 25 мая")
    hours = forms.DecimalField(label="Часов", required=False, max_value=40)
    way = fields.Cards(
        label="Как ответить",
        choices=[
            ("agree", fields.Card("Согласовать", "Вторник, 26 января, 3-й урок")),
            ("other", fields.Card("Предложить другое время", "Тьютор получит ваши дни")),
            ("no", fields.Card("Не сейчас", "Причину можно не называть")),
        ],
    )
    forms_of = forms.MultipleChoiceField(
        label="Формы работы",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Консультация"), ("b", "Посещение занятия"), ("c", "Совместный урок")],
    )
    school = forms.ChoiceField(
        label="Организация", choices=[("1", "Еловская СОШ"), ("2", "Нижнеключевская ООШ")]
    )
    evidence = forms.FileField(
        label="Свидетельства", required=False, help_text="Фото, PDF, до 20 МБ"
    )
    paper = forms.BooleanField(label="Внести с бумаги", required=False)


class Finder(forms.Form):
    """Filters of a list."""

    q = forms.CharField(label="Поиск", required=False)
    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "любое"), *fields.choices_of(labels.LABELS["route"])],
    )


def _form(request: HttpRequest) -> Sample:
    form = Sample(request.POST or None, request.FILES or None)
    fields.who_sees(form, worked="Увидят: тьютор и вы")
    fields.widths(form, hours="short")
    return form


def components(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    messages.success(request, "Сохранено в 14:32.")
    messages.warning(
        request, "П. 4.8: поддержано одно мероприятие из одного. Второе можно провести вне плана."
    )
    shown = {name: getattr(samples, name.upper()) for name in SHOWN}
    shown |= {
        "entries": samples.JOURNAL,
        "title": "Исполнение положения о тьюторском сопровождении",
        "today": samples.TODAY,
        "bound": Sample({"what": "", "due": "завтра", "way": "agree", "school": "1"}),
        "form": _form(request),
        "finder": Finder(request.GET),
        "page_obj": Paginator(range(100), 20).get_page(2),
        "labels": labels.LABELS,
        "personas_url": "#",
        "crumbs": samples.CRUMBS,
    }
    return render(request, "design/components.html", shown)


def form_page(request: HttpRequest) -> HttpResponse:
    """A form that can be sent, to try errors, drafts and the double press."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Сохранено.")
    return render(request, "design/form.html", {"form": form, "title": "Итоги урока"})


def paper(request: HttpRequest) -> HttpResponse:
    """What goes to the printer: slips and the table of a route."""
    shown = {"title": "Листки для входа", "slips": [samples.SLIP] * 4, "back": "/design/"}
    return render(request, "design/paper.html", shown)
