"""Every string of ours has one Russian."""

import re
from pathlib import Path

import polib
import pytest

from marshrut.web import translations
from marshrut.web.extraction import Message, extract, in_python, in_template


def test_python_under_any_name() -> None:
    source = (
        "from django.utils.translation import gettext as _, ngettext, pgettext_lazy as _p\n"
        "n_ = ngettext\n"
        '_("One")\n_p("order", "Draft")\nn_("%d day", "%d days", 3)\n_(name)\nprint("no")\n'
    )
    assert set(in_python(source)) == {
        Message("", "One", ""),
        Message("order", "Draft", ""),
        Message("", "%d day", "%d days"),
    }


def test_templates() -> None:
    source = (
        '{% trans "One" %}{% trans "Draft" context "order" %}{{ _("Two") }}'
        "{% blocktrans count n=count %}{{ n }} day{% plural %}{{ n }} days{% endblocktrans %}"
        "{% blocktrans with who=x %}It is {{ who }}{% endblocktrans %}<p title='no'>No</p>"
    )
    assert set(in_template(source)) == {
        Message("", "One", ""),
        Message("", "Two", ""),
        Message("order", "Draft", ""),
        Message("", "%(n)s day", "%(n)s days"),
        Message("", "It is %(who)s", ""),
    }


def test_strings_are_found_at_all() -> None:
    assert Message("", "Sign in", "") in extract()


def test_nothing_is_missing() -> None:
    lacking = [f"{places[0]}: {message.id}" for message, places in translations.missing().items()]
    assert not lacking, "\n".join(lacking)


def test_no_string_is_said_two_ways() -> None:
    assert translations.contradictions() == []


def test_no_translation_is_left_over() -> None:
    assert translations.unused() == []


@pytest.mark.parametrize("path", translations.fragments(), ids=lambda path: path.stem)
def test_placeholders_are_kept(path: Path) -> None:
    holder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
    for entry in polib.pofile(str(path)):
        wanted = set(holder.findall(entry.msgid))
        for said in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert set(holder.findall(said)) <= wanted | set(holder.findall(entry.msgid_plural))
            if not entry.msgid_plural and path.stem != translations.FOREIGN:
                assert set(holder.findall(said)) == wanted, entry.msgid
