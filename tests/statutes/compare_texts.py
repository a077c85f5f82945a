"""Compares every statute file with its text, where one is held: compare_texts.py TOOL STATUTES TEXTS."""
import pathlib
import subprocess
import sys

tool, statutes, texts = sys.argv[1:]
failed = compared = 0
for statute in sorted(pathlib.Path(statutes).glob('*.xml')):
    text = pathlib.Path(texts) / (statute.stem + '.md')
    if not text.is_file():
        print(f'skipped: {statute.name} (no {text})')
        continue
    compared += 1
    failed += subprocess.run([sys.executable, tool, str(statute), str(text)], check=False).returncode != 0
print(f'{compared} statutes compared, {failed} differ')
sys.exit(1 if failed else 0)
