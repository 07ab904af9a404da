"""What the console says, in Russian and English: it speaks before any catalogue is compiled."""

import os
import sys

WORDS = {
    "old_python": (
        "Нужен Python 3.11 или новее, а здесь {found}.",
        "Python 3.11 or newer is needed, this is {found}.",
    ),
    "port_busy": (
        "Порт {port} занят другой программой. Укажите другой: make run PORT={other}",
        "Port {port} is taken by another program. Name another: make run PORT={other}",
    ),
    "no_data_folder": (
        "В папку данных {folder} нельзя писать: {reason}",
        "The data folder {folder} cannot be written to: {reason}",
    ),
    "no_database": (
        "База данных не отвечает: {reason}",
        "The database does not answer: {reason}",
    ),
    "server_stopped": (
        "Сервер остановился сам (код {status}). Что случилось, сказано выше.",
        "The server stopped by itself (code {status}). What happened is told above.",
    ),
    "migrating": ("Готовим базу данных…", "Preparing the database…"),
    "assets": ("Готовим шрифты и оформление…", "Preparing fonts and styles…"),
    "demo": (
        "Заполняем показательный район, это около минуты…",
        "Filling the demonstration district, this takes about a minute…",
    ),
    "open": (
        "Готово. Откройте в браузере: {address}\nОстановить: Ctrl+C",
        "Ready. Open in a browser: {address}\nStop: Ctrl+C",
    ),
    "stopping": ("Останавливаем…", "Stopping…"),
    "first_administrator": (
        "Пустая установка. Заведём первого администратора.",
        "An empty installation. Let us make its first administrator.",
    ),
    "ask_territory": ("Название территории", "Name of the territory"),
    "ask_surname": ("Фамилия", "Surname"),
    "ask_given": ("Имя", "Given name"),
    "ask_patronymic": ("Отчество (можно пропустить)", "Patronymic (may be empty)"),
    "ask_login": ("Логин", "Login"),
    "ask_password": ("Пароль", "Password"),
    "ask_again": ("Пароль ещё раз", "The password once more"),
    "passwords_differ": ("Пароли не совпали.", "The passwords differ."),
    "wrong_answer": ("Так не годится: {reason}", "This will not do: {reason}"),
    "nobody_to_ask": (
        "Первого администратора нет, а спросить некого. Задайте {names}.",
        "There is no administrator and nobody to ask. Set {names}.",
    ),
    "administrator_made": (
        "Администратор «{login}» заведён.",
        "The administrator “{login}” is made.",
    ),
    "not_empty": (
        "В установке уже есть пользователи: администратора назначают на странице настроек.",
        "The installation already has users: administrators are named on the settings page.",
    ),
    "copying_before": (
        "Делаем копию перед обновлением базы…",
        "Making a copy before the database is brought up to date…",
    ),
    "no_copy_before": (
        "База не обновлена, потому что копия не получилась. {reason}",
        "The database was left as it was, because the copy failed. {reason}",
    ),
    "copy_made": (
        "Копия готова и проверена: {file}. Строк: {rows}, файлов: {files}.",
        "The copy is made and checked: {file}. Rows: {rows}, files: {files}.",
    ),
    "copy_lacks": (
        "Файлов, которых нет или которые испорчены: {count}. Ищите их в более ранней копии.",
        "Files that are lost or spoilt: {count}. Look for them in an earlier copy.",
    ),
    "copy_inside": (
        (
            "Копия от {made} (UTC), программа {programme}. Таблиц: {tables}, строк: {rows}, файлов:"
            " {files}; людей: {people}, территорий и организаций: {units}."
        ),
        (
            "A copy of {made} (UTC), programme {programme}. Tables: {tables}, rows: {rows}, files:"
            " {files}; people: {people}, territories and organisations: {units}."
        ),
    ),
    "copy_whole": ("Копия цела.", "The copy is whole."),
    "copy_returned": (
        "Копия восстановлена и сверена. Теперь: marshrut serve",
        "The copy is restored and compared. Now: marshrut serve",
    ),
    "wrong_address": (
        "Адрес базы пишется так: postgresql://user:password@host:5432/name",
        "The address of a database looks like postgresql://user:password@host:5432/name",
    ),
    "moved": (
        (
            "Перенесено и сверено: таблиц {tables}, строк {rows}. Остановите сервер, задайте"
            " этот адрес"
            " в DATABASE_URL, папку данных оставьте прежней: в ней файлы и секретный ключ."
        ),
        (
            "Moved and compared: tables {tables}, rows {rows}. Stop the server, set DATABASE_URL"
            " to this"
            " address and keep the data folder: files and the secret key are in it."
        ),
    ),
    "must_be_mended": ("Нужно исправить: {count}.", "To be mended: {count}."),
    "all_well": ("Исправлять нечего.", "Nothing needs mending."),
    "systemd_head": (
        (
            "# Прочтите, сохраните файлы под указанными именами, затем:\n"
            "# systemctl daemon-reload && systemctl enable --now marshrut marshrut-worker\n"
        ),
        (
            "# Read, save the files under the names given, then:\n"
            "# systemctl daemon-reload && systemctl enable --now marshrut marshrut-worker\n"
        ),
    ),
    "no_sources": (
        "Комплект собирается из папки с исходным текстом программы, а здесь её нет.",
        "A bundle is made from the folder with the source of the programme; there is none here.",
    ),
    "folder_filled": (
        "Папка {folder} не пуста. Назовите новую.",
        "The folder {folder} is not empty. Name a new one.",
    ),
    "bundling": ("Собираем комплект для установки…", "Gathering what to install from…"),
    "pip_failed": (
        "Собрать не удалось: что случилось, сказано выше.",
        "It could not be gathered: what happened is told above.",
    ),
    "bundled": (
        "Комплект готов: {folder}, пакетов {count}. Как ставить — в файле INSTALL.txt.",
        "The bundle is ready: {folder}, packages {count}. How to install is told in INSTALL.txt.",
    ),
    "bundle_text": (
        (
            "Установка «Маршрута» без интернета. Нужны {system} и Python {python} с модулем"
            " venv.\n\n"
            "    python3 -m venv /opt/marshrut\n"
            "    /opt/marshrut/bin/pip install --no-index --find-links wheels"
            " -c constraints.txt marshrut\n"
            "    export MARSHRUT_DATA=/var/lib/marshrut\n"
            "    /opt/marshrut/bin/marshrut serve --administrator\n\n"
            "Чтобы система запускалась сама: marshrut systemd. Всё ли в порядке: marshrut doctor.\n"
        ),
        (
            "Installing Marshrut without a network. It takes {system} and Python {python} with"
            " venv.\n\n"
            "    python3 -m venv /opt/marshrut\n"
            "    /opt/marshrut/bin/pip install --no-index --find-links wheels"
            " -c constraints.txt marshrut\n"
            "    export MARSHRUT_DATA=/var/lib/marshrut\n"
            "    /opt/marshrut/bin/marshrut serve --administrator\n\n"
            "To start it with the machine: marshrut systemd. To see whether all is well: marshrut"
            " doctor.\n"
        ),
    ),
    "no_such_administrator": (
        "Такого администратора нет. Администраторы: {logins}.",
        "There is no such administrator. Administrators: {logins}.",
    ),
    "which_administrator": (
        "Администраторов несколько, назовите логин: {logins}.",
        "There are several administrators, name the login: {logins}.",
    ),
    "administrator_reset": (
        (
            "Прежний пароль и второй фактор больше не действуют. Логин: {login}, одноразовый"
            " код: {slip}."
            " Войти: страница /account/slip/, код действует 30 дней."
        ),
        (
            "The old password and second factor work no more. Login: {login}, one-time code:"
            " {slip}."
            " Sign in on the page /account/slip/; the code lasts 30 days."
        ),
    ),
    "usage": (
        (
            "Команды: serve [--port N], work, prepare, administrator [--reset [логин]], doctor,"
            " backup,"
            " restore, transfer, systemd, bundle, regulation и команды Django."
        ),
        (
            "Commands: serve [--port N], work, prepare, administrator [--reset [login]], doctor,"
            " backup,"
            " restore, transfer, systemd, bundle, regulation, and commands of Django."
        ),
    ),
}


class CannotStart(Exception):
    """Something outside the program stands in the way; said in plain words, with no traceback."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(words(code, **params))


def words(code: str, **params: object) -> str:
    """Return the sentence in the language of the console."""
    russian, english = WORDS[code]
    return (english if in_english() else russian).format(**params)


def both(code: str, **params: object) -> str:
    """Return the sentence in both languages, for a file whose reader is not known."""
    return "\n".join(text.format(**params) for text in WORDS[code])


def say(code: str, **params: object) -> None:
    """Print the sentence at once: it announces what may take a while."""
    sys.stdout.write(words(code, **params) + "\n")
    sys.stdout.flush()


def in_english() -> bool:
    """Tell whether the console speaks English; one that names no language gets Russian."""
    asked = (os.environ.get(n) for n in ("MARSHRUT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in asked if name), "").lower().startswith("en")
