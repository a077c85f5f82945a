"""The rows of the law-to-step matrix against the text of the law, counted here: matrix_rows_test.py JUECE WORKFLOWS TEXTS.

Every paragraph and every item of the Regulation is a row, and nothing else is; an article of one paragraph is one row beside its
items. Each row demands something or gives a reason; procedural and protective articles are among them.
"""
import json
import pathlib
import re
import subprocess
import sys

juece, workflows, texts = sys.argv[1:]
text = pathlib.Path(texts, 'R713.md')
if not text.is_file():
    print(f'skipped: no {text}')
    sys.exit(0)

NUMERALS = {c: i for i, c in enumerate('零一二三四五六七八九')}


def value(numeral):
    tens, ten, ones = numeral.partition('十')
    return (NUMERALS.get(tens, 1) if ten else 0) * 10 + NUMERALS.get(ones if ten else numeral, 0)


articles = []  # of each article its paragraphs, of each paragraph the number of its items
for line in text.read_text(encoding='utf-8').splitlines():
    if re.match(r'第[零一二三四五六七八九十]+条\s', line):
        assert value(re.match(r'第(.+?)条', line)[1]) == len(articles) + 1, line
        articles.append([0])
    elif articles and re.match(r'[(（][一二三四五六七八九十]+[)）]', line):
        articles[-1][-1] += 1
    elif articles and line.strip() and not line.startswith('#'):
        articles[-1].append(0)
counted = set()
for number, paragraphs in enumerate(articles, 1):
    for paragraph, items in enumerate(paragraphs, 1):
        counted.add(f'R713:{number}' if len(paragraphs) == 1 else f'R713:{number}-{paragraph}')
        counted.update(f'R713:{number}-{paragraph}-{item}' for item in range(1, items + 1))

done = subprocess.run([juece, 'law', str(pathlib.Path(workflows, 'cn', 'major-decision.xml')), '--format', 'json'],
                      capture_output=True, check=True)
matrix = json.loads(done.stdout)
rows = next(s for s in matrix['statutes'] if s['id'] == 'R713')['clauses']
names = [row['article'] for row in rows]
problems = [f'no row for {name}' for name in sorted(counted - set(names))]
problems += [f'a row that the text does not have: {name}' for name in sorted(set(names) - counted)]
problems += [f'two rows for {name}' for name in sorted(set(names)) if names.count(name) > 1]
problems += [f'neither demand nor reason: {row["article"]}' for row in rows if not row['demands'] and not row.get('reason')]
kinds = {row['kind'] for row in rows}
problems += [f'no row of the kind {kind}' for kind in ('gate', 'duty', 'period', 'prohibition', 'scope', 'liability', 'principle') if kind not in kinds]
# Of the articles that bind whoever decides, none is left without a demand as a class: each kind has rows that demand something.
for kind in ('gate', 'duty', 'period', 'prohibition'):
    if not any(row['demands'] for row in rows if row['kind'] == kind):
        problems.append(f'no {kind} demands anything')
for problem in problems:
    print(problem)
print(f'{len(counted)} clauses counted in the text, {len(rows)} rows, {len(problems)} problems')
sys.exit(1 if problems else 0)
