#!/usr/bin/env python3
"""Compares a statute file (workflows/statutes/*.xml) with the text of the law, from a copy that the user holds.

  tools/statute_digest.py workflows/statutes/R713.xml TEXT.md            compare, exit 1 on any difference
  tools/statute_digest.py workflows/statutes/R713.xml TEXT.md --write    write the digests into the statute file

Compared: the digest of every clause; that no summary shares a run of 16 or more Chinese characters with the text; that
the file of a complete statute speaks of every paragraph and every item; that every number of a <parameter> stands in the text of
the clause that it refers to.

The text is plain or Markdown: a paragraph a line, an article begins with its number (第二十五条), items with theirs
((一) or （一）). The digest is sha256 over the clause's text without that number and without white space; a paragraph includes
its items.
"""
import argparse
import hashlib
import re
import sys
import xml.etree.ElementTree as ET

NAMESPACE = '{urn:juece:statute:1}'
LONGEST_SHARED_RUN = 15
DIGITS = {c: i for i, c in enumerate('零一二三四五六七八九')}


def number(chinese):
    """The value of a Chinese numeral below ten thousand."""
    total, digit = 0, 0
    for c in chinese:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * {'十': 10, '百': 100, '千': 1000}[c]
            digit = 0
    return total + digit


def clauses_of(text):
    """Maps (article, paragraph, item) to its text; 0 stands for the whole."""
    parts = {}
    article = paragraph = 0
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith(('#', '<!--')):
            continue
        begin = re.match(r'第([零一二三四五六七八九十百千]+)条\s*(.*)', line)
        item = re.match(r'[（(]([一二三四五六七八九十]+)[)）]\s*(.*)', line)
        if begin:
            article, paragraph, body = number(begin[1]), 1, begin[2]
        elif article == 0:
            continue
        elif item:
            parts[article, paragraph, number(item[1])] = item[2]
            body = line
        else:
            paragraph += 1
            body = line
        for key in ((article, 0, 0), (article, paragraph, 0)):
            parts[key] = parts.get(key, '') + body
    return parts


def digest_of(text):
    return 'sha256:' + hashlib.sha256(re.sub(r'\s', '', text).encode()).hexdigest()


def chinese_only(text):
    return re.sub('[^\u4e00-\u9fff]', '', text)


def shared_run(summary, text):
    """The first run of more than LONGEST_SHARED_RUN Chinese characters that stands in both, or ''."""
    summary, text = chinese_only(summary), chinese_only(text)
    size = LONGEST_SHARED_RUN + 1
    for start in range(len(summary) - size + 1):
        if summary[start:start + size] in text:
            return summary[start:start + size]
    return ''


def key_of(article):
    numbers = [int(n) for n in article.split('-')]
    return tuple(numbers + [0] * (3 - len(numbers)))


def compare(root, parts, whole):
    problems = []
    spoken = set()
    for clause in root.iter(NAMESPACE + 'clause'):
        article = clause.get('article')
        key = key_of(article)
        spoken.update({key, key[:2] + (0,), (key[0], 0, 0)})
        if key not in parts:
            problems.append(f'{article}: the text has no such clause')
        elif clause.get('digest') != digest_of(parts[key]):
            problems.append(f'{article}: the digest is {clause.get("digest") or "empty"}, the text has {digest_of(parts[key])}')
        for element in [clause, *clause.iter(NAMESPACE + 'none')]:
            run = shared_run(element.get('zh', ''), whole)
            if run:
                problems.append(f'{article}: the summary copies the text: {run}')
    if root.get('complete') == 'true':
        for key in sorted(parts):
            single = (key[0], 2, 0) not in parts  # its only paragraph is the article itself
            wanted = (key[0], 0, 0) if single else key
            if key[2] == 0 and key[1] != 0 and wanted not in spoken:
                problems.append(f'{key[0]}-{key[1]}: the file does not speak of this paragraph')
            elif key[2] != 0 and key not in spoken:
                problems.append(f'{key[0]}-{key[1]}-{key[2]}: the file does not speak of this item')
    return problems + numbers_not_in_text(root, parts)


NUMERAL = re.compile('[0-9]+|[零一二两三四五六七八九十百千]+')


def numbers_in(text):
    """The numbers that a text names, in Arabic or Chinese numerals; of 三分之二, both."""
    found = set()
    for numeral in NUMERAL.findall(text):
        found.add(int(numeral) if numeral.isdigit() else number(numeral.replace('两', '二')))
    return found


def numbers_not_in_text(root, parts):
    """Numbers of parameters that the clause named by `reference` does not write; one that is written in another way says how."""
    problems = []
    for parameter in root.iter(NAMESPACE + 'parameter'):
        for value in parameter.iter(NAMESPACE + 'value'):
            text = parts.get(key_of(value.get('reference')), '')
            stated = numbers_in(value.get('written-zh') or value.get('amount'))
            missing = stated - numbers_in(text)
            if missing:
                problems.append(f'{value.get("reference")}: the parameter {parameter.get("id")} is {value.get("amount")}, '
                                f'but the text has no {", ".join(map(str, sorted(missing)))}')
    return problems


def write(path, parts):
    """Replaces the digest of each clause in place; the rest of the file stays byte for byte."""
    with open(path, encoding='utf-8') as file:
        source = file.read()

    def with_digest(match):
        tag = match[0]
        key = key_of(re.search(r'\sarticle="([^"]*)"', tag)[1])
        return re.sub(r'(\sdigest=")[^"]*', lambda m: m[1] + digest_of(parts[key]), tag) if key in parts else tag

    with open(path, 'w', encoding='utf-8') as file:
        file.write(re.sub(r'<clause\b[^>]*>', with_digest, source))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument('statute')
    arguments.add_argument('text')
    arguments.add_argument('--write', action='store_true')
    options = arguments.parse_args()
    try:
        with open(options.text, encoding='utf-8') as file:
            whole = file.read()
        parts = clauses_of(whole)
        if options.write:
            write(options.statute, parts)
        root = ET.parse(options.statute).getroot()
    except (OSError, ValueError, ET.ParseError) as error:
        print(error, file=sys.stderr)
        return 2
    problems = compare(root, parts, whole)
    for problem in problems:
        print(f'{options.statute}: {problem}')
    clauses = sum(1 for _ in root.iter(NAMESPACE + 'clause'))
    print(f'{clauses} clauses compared with the text, {len(problems)} differences')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
