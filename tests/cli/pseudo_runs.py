"""Commands whose whole output is looked at for what bypasses the translations, and the files that they are given."""

from dataclasses import dataclass

from pseudo_marks import COMMANDS, PROGRAMME

FINDINGS = """\
call = 2026
action = "KA122-VET"
aims = ["learner-mobility", "development"]
every_year = true
consortium = true
start = 2026-01-15
months = 24
[organisation]
country = "FI"
accreditation = "none"
flags = ["eu-sanctions"]
[[mobility]]
type = "short-term"
participants = 40
days = 5
country = "US"
green = false
distance_km = 400
"""
PARTNERSHIP = """\
action = "KA220-VET"
aims = ["development"]
start = 2027-06-01
months = 40
grant = 300000
consortium = false
[organisation]
country = "NO"
kind = "european-ngo"
established = 2026-01-01
[[partners]]
country = "RU"
[[work_packages]]
management = true
amount = 200000
shares = { Osasto = 300000 }
"""
PLACES = """\
call = 2026
action = "KA121-VET"
financial_guarantee = 1000
organisation = { country = "FI", place = "Helsinki" }
mobility = [
  { type = "short-term", country = "DE", place = "Münster", participants = 101, days = 20 },
  { type = "erasmuspro", country = "SE", place = "Xyzzyvik", participants = 1, days = 90, accompanying = 1 },
  { type = "skills-competition", country = "CA", participants = 1, days = 5, distance_km = 6600, amount = 9000 },
  { type = "invited-expert", country = "EE", place = "Tallinn", participants = 1, days = 5, visa_costs = 50 },
  { participants = 2 },
]
"""
PLANS = {
    "findings.toml": FINDINGS,
    "partnership.toml": PARTNERSHIP,
    "places.toml": PLACES,
    "no-action.toml": 'aims = ["learner-mobility"]\n[organisation]\naccreditation = "none"\n',
    "nothing.toml": "",
    "points.toml": 'action = "KA220-VET"\n[points]\nrelevance = 12\ndesign = 25\nimpcat = 1\n',
    "alliance.toml": 'action = "ALLIANCE-1"\naims = ["skills-alliance"]\ngrant = 2000000\nestimated_cost = 2000000\n'
    '[organisation]\ncountry = "FI"\n[points]\nrelevance = 26\ndesign = 30\npartnership = 25\nimpact = 20\n',
    "ecosystem.toml": 'aims = ["skills-ecosystem"]\ngrant = 4000000\n[organisation]\ncountry = "FI"\n',
    "accreditation.toml": 'action = "KA120-VET"\nconsortium = false\n[organisation]\naccreditation = "none"\n',
    "last.toml": 'call = 2026\naction = "KA120-VET"\nconsortium = true\nstart = 2026-02-03\ntitle = "2026"\n',
    "forward.toml": 'action = "FORWARD-LOOKING"\n',
    "answers.toml": FINDINGS.replace('action = "KA122-VET"\n', ""),
}
TABLES = {
    "good.csv": "Tyyppi;Maa;Vastuu\nKurssi;Malta;x\nYhteensä;;\n",
    "wrong.csv": "Tyyppi;Maa;Osallistujat;Vihreä\nqqqq;qqqq;2,5;qq\n",
}
BROKEN = {
    "unknown-key.toml": "mobilty = 1\n[organisation]\nxyzzy = 1\n",
    "choice.toml": 'aims = ["learner-mobilty"]\n[organisation]\ncountry = "XX"\nkind = "zzz"\n',
    "types.toml": 'months = "x"\ntitle = 1\nconsortium = 1\nstart = "x"\naims = 1\norganisation = 1\n',
    "ranges.toml": f'months = -1\ntitle = "{"x" * 6000}"\n[organisation]\ninvolvements = 1000000\n',
    "call.toml": "call = 2031\n",
    "too-deep.toml": "aims = " + "[" * 3000,
    "too-large.toml": "#" * 1_000_001,
    "toml-1.toml": "aims = ",
    "toml-2.toml": "aims",
    "toml-3.toml": "= 1",
    "toml-4.toml": "months = 1\nmonths = 2",
    "toml-5.toml": "start = 2027-02-31",
    "toml-6.toml": "aims = [1\nmonths = 2",
    "toml-7.toml": 'organisation = {name = "x"\n',
    "toml-8.toml": 'title = "x',
    "toml-9.toml": "title = 'x\n",
    "toml-10.toml": "months = 1 start = 2",
    "toml-11.toml": "[organisation\n",
    "toml-12.toml": "[[mobility]\n",
    "toml-13.toml": "[organisation]\n[organisation]\n",
    "toml-14.toml": 'title = "\x01"',
    "toml-15.toml": 'title = "\\q"',
    "toml-16.toml": "[",
}


@dataclass(frozen=True)
class Run:
    """A command, the exit codes that belong to it, and the words of the command that come back in its output."""

    arguments: str
    codes: tuple[int, ...] = (0,)
    own: tuple[str, ...] = ()


#: The well-known towns that the three Münsters of Germany are near.
NEAR = ("Münster", "Hamm", "Darmstadt", "Augsburg")
#: The nearest and the farthest place of Sweden from Helsinki.
ENDS = ("Älmsta", "Skanör", "med", "Falsterbo")

#: What papers say that no language changes: what the plans above say, and marks.
PAPER_OWN = ("Osasto", "Helsinki", "Tallinn", "Xyzzyvik", "Münster", "erasmus", *NEAR, *ENDS)

RUNS = [
    Run("", (2,)),
    *(Run(f"{command} --help".strip()) for command in ("", *COMMANDS)),
    # usage errors
    Run("chek", (2,), ("chek",)),
    Run("--lang pseudo", (2,)),
    Run("--lang", (2,)),
    Run("--lang sv check findings.toml", (2,)),
    Run("check", (2,)),
    Run("check --formt text findings.toml", (2,), ("--formt",)),
    Run("check --format xml findings.toml", (2,), ("text", "json")),
    Run("check --today tomorrow findings.toml", (2,)),
    Run("check --call 1999 findings.toml", (2,)),
    Run("explain one two", (2,)),
    Run("plan --no-input=1", (2,)),
    Run("deadlines KA12", (2,), ("KA12",)),
    Run("explain lump-some", (2,), ("lump-some",)),
    Run("plan", (2,)),
    Run("plan nowhere/plan.toml --no-input", (2,), ("nowhere",)),
    # dates
    Run("deadlines --today 2026-01-10"),
    Run("deadlines --today 2026-11-24"),
    Run("deadlines --open KA122 --call 2026 --today 2026-11-24"),
    Run("deadlines --today 2026-01-10 --calendar rounds.ics --alarm 7", (0,), ("rounds.ics",)),
    Run("deadlines --calendar findings.toml --today 2026-01-10", (2,)),
    Run("deadlines --call 2027 --calendar none.ics", (2,), ("none.ics",)),
    Run("deadlines --alarm 7", (2,)),
    Run("deadlines --calendar some.ics --alarm 366", (2,)),
    # the way of a plan
    Run("timeline findings.toml --today 2026-01-10 --svg way.svg", (1,), ("way.svg",)),
    Run("timeline findings.toml --call 2027 --today 2026-11-24", (3,)),
    Run("timeline partnership.toml --call 2026 --today 2026-01-10", (1,)),
    Run(
        "timeline alliance.toml --today 2026-11-24 --calendar empty.ics --svg empty.svg",
        (3,),
        ("empty.ics", "empty.svg"),
    ),
    Run("timeline accreditation.toml --today 2026-01-10", (0,)),
    Run("timeline accreditation.toml --today 2026-11-24", (3,)),
    Run("timeline forward.toml", (3,)),
    Run("timeline no-action.toml", (3,)),
    Run("timeline types.toml none.toml", (2,)),
    Run("timeline types.toml", (2,)),
    # plans
    Run("check findings.toml partnership.toml no-action.toml nothing.toml --today 2026-01-10", (1,)),
    Run("check findings.toml --call 2027 --today 2026-11-24", (1,)),
    Run("budget findings.toml --today 2026-01-10", (3,)),
    Run("budget places.toml --today 2026-11-24", (3,), ("Xyzzyvik", "Helsinki", "Tallinn", *NEAR, *ENDS)),
    Run("budget partnership.toml --today 2026-01-10", (1,), ("Osasto",)),
    Run("budget alliance.toml --today 2026-01-10", (1,)),
    Run("budget no-action.toml", (3,)),
    # workbooks and tables
    Run("export findings.toml out.xlsx --today 2026-01-10", (0,), ("out.xlsx",)),
    Run("export no-action.toml none.xlsx", (3,)),
    Run("export findings.toml out.ods", (2,), ("out.ods", "xlsx", "docx", "html", "md")),
    Run("import --template empty.xlsx", (0,), ("empty.xlsx",)),
    Run("import", (2,)),
    Run("import good.csv imported.toml", (0,), ("good.csv", "imported.toml", "Vastuu", "C1")),
    Run("import wrong.csv imported.toml", (2,), ("wrong.csv", "A2", "B2", "C2", "D2")),
    Run("import none.csv imported.toml", (2,), ("none.csv",)),
    Run("recommend findings.toml --today 2026-01-10", (1,)),
    Run("recommend partnership.toml --today 2026-11-24", (1,)),
    Run("recommend no-action.toml --today 2026-01-10", (0,)),
    Run("recommend nothing.toml --today 2026-11-24", (3,)),
    Run("plan new.toml --no-input --answers findings.toml --today 2026-01-10", (1,)),
    Run("plan other.toml --no-input --answers answers.toml --today 2026-11-24", (3,)),
    # the next call, and two plans
    Run("next findings.toml --today 2026-11-24", (0,)),
    Run("next findings.toml new.toml --outcome granted --today 2026-11-24", (0,)),
    Run("next last.toml --outcome granted --today 2026-11-24", (0,)),
    Run("next findings.toml points.toml", (2,)),
    Run("next no-action.toml", (2,)),
    Run("next findings.toml other.toml --call 2026", (2,)),
    Run("diff findings.toml places.toml --today 2026-11-24", (3,), ("Helsinki", "Münster", "Xyzzyvik", "Tallinn")),
    Run("diff partnership.toml alliance.toml --today 2026-11-24", (1,), ("Osasto",)),
    Run("diff no-action.toml nothing.toml", (0,)),
    Run("diff - -", (2,)),
    Run("actions KA122 --since 2026 --today 2026-11-24", (0,)),
    Run("actions KA122 --since 2026 --call 2026", (2,)),
    # papers
    Run("export findings.toml team.md --today 2026-01-10", (0,), ("team.md",)),
    Run("export partnership.toml sheet.html --paper partner --today 2026-01-10", (0,), ("sheet.html",)),
    Run("export findings.toml findings.toml", (2,), ("docx", "html", "md", "xlsx")),
    Run("export findings.toml poster.md --paper poster", (2,), ("principal", "team", "partner")),
    Run("export findings.toml poster.md --paper team --partner 1", (2,)),
    Run("export partnership.toml sheet.md --partner Nobody --today 2026-01-10", (2,), ("Nobody",)),
    Run("export accreditation.toml sheet.md --paper partner --today 2026-01-10", (3,)),
    Run("export no-action.toml sheet.md", (3,)),
    # ids
    *(Run(f"explain {name} --today 2026-11-24") for name in ("KA122", "KA220-management-share", "lump-sum", "guide")),
    # lists and cards
    *(Run(f"actions {code} --today 2026-01-10".replace("  ", " ")) for code in ("", *PROGRAMME.codes)),
    *(Run(f"actions {code} --form") for code in ("KA122", "KA220", "COVE", "KA220-ENGO", "TEACHER-ACADEMIES")),
    Run("actions KA210 KA220 --today 2026-11-24"),
    Run("actions COVE CB-VET --all"),
    Run("actions KA201", (2,), ("KA201",)),
    Run("countries"),
    Run("countries 2 AL Switzerland BY FI --today 2026-01-10", (0,)),
    Run("countries Albonia", (2,), ("Albonia", "Albania")),
    *(Run(f"partners {country}") for country in ("", "KE", "UA")),
    Run("partners Albonia", (2,), ("Albonia", "Albania")),
    Run("priorities"),
    Run("sources --call 2026"),
    Run("check points.toml alliance.toml --today 2026-01-10", (1,), ("impcat",)),
    Run("check alliance.toml ecosystem.toml --today 2026-01-10", (1, 3)),
    Run("recommend alliance.toml --today 2026-01-10", (3,)),
    Run("recommend ecosystem.toml --today 2026-01-10 --all", (3,)),
    # files that are no plans
    Run(" ".join(["check", "none.toml", "empty", "not-utf8.toml", *BROKEN]), (2,), ("xyzzy", "mobilty", "empty")),
    Run("recommend none.toml", (2,)),
    Run("plan types.toml --no-input", (2,)),
]
