"""The tool that compares statutes with their texts: each kind of difference is found, and only it. Argument: the tool."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = sys.argv.pop(1)
TEXT = '''# 试验条例

第一条 甲乙丙丁。

第十二条 第一款文字：

（一）第一项文字；

（二）第二项文字。

第二款文字甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未。
'''


def digest(text):
    return 'sha256:' + hashlib.sha256(text.encode()).hexdigest()


CLAUSES = {'1': '甲乙丙丁。', '12-1': '第一款文字：（一）第一项文字；（二）第二项文字。', '12-1-1': '第一项文字；', '12-1-2': '第二项文字。',
           '12-2': '第二款文字甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未。'}


class StatuteDigest(unittest.TestCase):
    def run_tool(self, digests, summary='自己的话', complete='true', options=(), extra=''):
        clauses = ''.join(f'<clause article="{a}" digest="{d}" zh="{summary}"/>' for a, d in digests.items())
        with tempfile.TemporaryDirectory() as folder:
            statute = pathlib.Path(folder, 'T.xml')
            text = pathlib.Path(folder, 'T.md')
            statute.write_text(f'<statute xmlns="urn:juece:statute:1" complete="{complete}">{extra}{clauses}</statute>',
                               encoding='utf-8')
            text.write_text(TEXT, encoding='utf-8')
            result = subprocess.run([sys.executable, TOOL, str(statute), str(text), *options], capture_output=True, text=True,
                                    encoding='utf-8', check=False)
            return result.returncode, result.stdout + result.stderr, statute.read_text(encoding='utf-8')

    def digests(self, **changed):
        return {a: digest(t) for a, t in CLAUSES.items()} | changed

    def test_equal(self):
        code, out, _ = self.run_tool(self.digests())
        self.assertEqual((code, out), (0, '5 clauses compared with the text, 0 differences\n'))

    def test_other_digest(self):
        code, out, _ = self.run_tool(self.digests() | {'1': digest('甲乙丙。')})
        self.assertEqual(code, 1)
        self.assertIn('1: the digest is', out)

    def test_missing_paragraph(self):
        digests = self.digests()
        del digests['12-2']
        self.assertIn('12-2: the file does not speak of this paragraph', self.run_tool(digests)[1])
        self.assertEqual(self.run_tool(digests, complete='false')[0], 0)

    def test_missing_item(self):
        digests = self.digests()
        del digests['12-1-1']
        self.assertIn('12-1-1: the file does not speak of this item', self.run_tool(digests)[1])

    def parameter(self, amount, reference, written=''):
        written = f' written-zh="{written}"' if written else ''
        return f'<parameter id="p"><value amount="{amount}" reference="{reference}"{written}/></parameter>'

    def test_numbers_of_parameters(self):
        for amount, reference, written, missing in (('1', '12-1-1', '', ''), ('3', '12-1-1', '', '3'), ('2', '12-1', '', ''),
                                                    ('2/3', '12-1', '', '3'), ('14', '1', '', '14'), ('30', '12-1', '第二', ''),
                                                    ('30', '12-1', '第二、十', '10')):
            code, out, _ = self.run_tool(self.digests(), extra=self.parameter(amount, reference, written))
            self.assertEqual((code, 'but the text has no ' + missing in out), (1 if missing else 0, bool(missing)), out)

    def test_no_such_clause(self):
        self.assertIn('12-3: the text has no such clause', self.run_tool(self.digests() | {'12-3': digest('')})[1])

    def test_copied_summary(self):
        code, out, _ = self.run_tool(self.digests(), summary='甲乙丙丁戊己庚辛,壬癸子丑寅卯辰巳')
        self.assertEqual(code, 1)
        self.assertIn('the summary copies the text', out)
        self.assertEqual(self.run_tool(self.digests(), summary='甲乙丙丁戊己庚辛壬癸子丑寅卯辰')[0], 0)

    def test_write(self):
        code, _, written = self.run_tool(dict.fromkeys(CLAUSES, ''), options=['--write'])
        self.assertEqual(code, 0)
        for text in CLAUSES.values():
            self.assertIn(digest(text), written)


if __name__ == '__main__':
    unittest.main()
