"""juece graph: one A4 page with letters that can be read, whatever the procedure; a failed proof's run in red."""
import html
import os
import re
import unittest

from support import CliTest, NATIONAL, SOURCE

POINTS_OF_MILLIMETRE = 72 / 25.4
SMALLEST = 6.4       # points: the smallest print of official papers (小六) is 6.5
SMALLEST_LONG = 5.4  # of fifty steps on one page, or where a local rule fills the boxes with articles


class Graph(CliTest):
    def draw(self, status, *arguments):
        svg = self.path("picture.svg")
        self.expect(status, "graph", *arguments, "--lang", "zh", "--output", svg)
        with open(svg, encoding="utf-8") as drawn:
            return html.unescape(drawn.read())

    def dot(self, status, *arguments):
        return self.expect(status, "graph", *arguments, "--lang", "zh", "--format", "dot").stdout.decode()

    def letters(self, svg):
        """The smallest letters on the page, in points; the page must be A4 and the picture lie on it."""
        width, height = (int(x) for x in re.search(r'<svg width="(\d+)mm" height="(\d+)mm"', svg).groups())
        self.assertIn((width, height), [(210, 297), (297, 210)])
        left, top, seen_width, seen_height = (float(x) for x in re.search(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"', svg).groups())
        self.assertAlmostEqual(seen_width / seen_height, width / height, places=2)
        background = re.search(r'<polygon fill="white" stroke="transparent" points="([^"]+)"', svg).group(1)
        points = [tuple(float(x) for x in point.split(",")) for point in background.split()]
        drawn_width = max(x for x, _ in points) - min(x for x, _ in points)
        drawn_height = max(y for _, y in points) - min(y for _, y in points)
        self.assertLess(drawn_width, seen_width)
        self.assertLess(drawn_height, seen_height)
        self.assertLess(left, 0)
        self.assertLess(top, 0)
        return min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) * width / seen_width * POINTS_OF_MILLIMETRE

    def test_the_national_procedure_can_be_read_on_one_page(self):
        svg = self.draw(0, NATIONAL)
        self.assertGreaterEqual(self.letters(svg), SMALLEST)
        for word in ["不少于30日 R713:15", "不少于7个工作日 R713:26-2", "不超过20个工作日 GI:26", "R713:30", "★ 关口:作出决定", "视情形适用", "退回、重办",
                     "重大行政决策程序暂行条例"]:
            self.assertTrue(word in svg, word)
        self.assertNotIn("有问题的走法", svg)

    def test_a_pdf_is_one_page_that_a4_holds(self):
        pdf = self.path("picture.pdf")
        self.expect(0, "graph", NATIONAL, "--lang", "zh", "--format", "pdf", "--output", pdf)
        with open(pdf, "rb") as drawn:
            content = drawn.read()
        self.assertTrue(content.startswith(b"%PDF"))
        boxes = [[float(x) for x in box.split()] for box in re.findall(rb"/MediaBox \[ ?([\d. ]+?) ?\]", content)]
        self.assertEqual(len(boxes), 1, boxes)
        self.assertLessEqual(max(boxes[0]), 842)
        self.assertLessEqual(sorted(boxes[0])[-2], 596)

    def test_branches_are_framed(self):
        dot = self.dot(0, NATIONAL)
        for branch in ["public", "experts", "risk"]:
            self.assertIn(f'subgraph "cluster_argumentation/{branch}"', dot)

    def test_every_step_and_every_way_on_is_drawn(self):
        dot = self.dot(0, NATIONAL)
        with open(NATIONAL, encoding="utf-8") as definition:
            text = definition.read()
        for step in re.findall(r'<step id="(\w+)"', text):
            self.assertIn(f'"{step}" [label=', dot)
        # From column to column a tag says where it goes; back to the draft from three places, one of them in its own column.
        self.assertIn('"fair_competition_review" -> "fair_competition_review::to::drafting"', dot)
        self.assertIn('"legality_review" -> "legality_review::to::drafting"', dot)
        self.assertIn('"argumentation::join" -> "drafting" [', dot)

    def test_steps_of_a_local_rule_stand_where_the_work_comes_to_them(self):
        overlay = os.path.join(SOURCE, "workflows", "overlays", "heilongjiang.xml")
        dot = self.dot(0, NATIONAL, "--overlay", overlay)
        boxes = re.findall(r'^ +"(\w+)" \[label=<<table', dot, re.MULTILINE)
        between = boxes[boxes.index("fair_competition_review") + 1:boxes.index("legality_review")]
        self.assertEqual(len(between), 1, between)
        self.assertGreaterEqual(self.letters(self.draw(0, NATIONAL, "--overlay", overlay)), SMALLEST_LONG)

    def test_the_run_of_a_failed_proof_is_red(self):
        with open(NATIONAL, encoding="utf-8") as definition:
            text = definition.read()
        broken = self.path("broken.xml", text.replace('<on outcome="unlawful" to="drafting"/>', '<on outcome="unlawful" to="submission"/>'))
        dot = self.dot(1, broken)
        self.assertIn("[gate-outcome-passes]", dot)
        self.assertIn("这条走法的第 8 步", dot)
        witness = self.json(1, "verify", broken)["definitions"][0]["findings"][0]["witness"]
        for step in re.findall(r'<step id="(\w+)"', text):
            box = next(line for line in dot.splitlines() if line.strip().startswith(f'"{step}" [label='))
            self.assertEqual('color="#cc0000", penwidth=3' in box, step in witness, step)
        red = [line for line in dot.splitlines() if "->" in line and "penwidth=3" in line]
        self.assertTrue(any('"legality_review" -> "submission"' in line for line in red))
        self.assertFalse(any('"submission" -> "collective_deliberation"' in line for line in red))
        self.assertGreaterEqual(self.letters(self.draw(1, broken)), SMALLEST)

    def test_a_long_procedure_with_long_titles_is_folded(self):
        steps = "".join(f'<step id="s{i}" type="drafting" zh="关于第{i}项工作的调查研究、征求意见和修改完善" en="Step {i}" article="R713:12">'
                        f'<on outcome="drafted" to="{"s%d" % (i + 1) if i < 47 else "e"}"/></step>' for i in range(48))
        long = self.path("long.xml", '<procedure xmlns="urn:juece:definition:1" id="x.long" version="1.0.0" title-zh="一项环节很多的程序" title-en="Long">'
                         '<roles><role id="r" zh="角" en="R"/></roles><flow start="s0">' + steps + '<end id="e" outcome="done"/></flow></procedure>')
        self.assertGreaterEqual(self.letters(self.draw(1, long)), SMALLEST_LONG)

    def test_nested_parallel_work(self):
        def parallel(level):
            if level == 0:
                return "", ""
            branches = ""
            for b in "ab":
                name = f"{level}{b}"
                inner, start = parallel(level - 1) if b == "a" else ("", "")
                step = (f'<step id="s{name}" type="drafting" zh="环节{name}" en="Step" article="R713:12"><on outcome="drafted" to="e{name}"/></step>')
                inner = inner.replace("NEXT", f"s{name}")
                branches += (f'<branch id="{b}" zh="分支{name}" en="B"><flow start="{start or "s" + name}">{inner}{step}'
                             f'<end id="e{name}" outcome="done"/></flow></branch>')
            return f'<parallel id="p{level}" zh="并行{level}" en="P">{branches}<exit otherwise="true" to="NEXT"/></parallel>', f"p{level}"
        inner, start = parallel(3)
        nested = self.path("nested.xml", '<procedure xmlns="urn:juece:definition:1" id="x.nested" version="1.0.0" title-zh="嵌套" title-en="N">'
                           f'<roles><role id="r" zh="角" en="R"/></roles><flow start="{start}">{inner.replace("NEXT", "e")}'
                           '<end id="e" outcome="done"/></flow></procedure>')
        svg = self.draw(1, nested)
        self.assertGreaterEqual(self.letters(svg), SMALLEST)
        for word in ["并行3", "并行1", "分支2a", "环节1b"]:
            self.assertTrue(word in svg, word)

    def test_a_dossier_is_drawn_on_the_same_page(self):
        svg = self.draw(0, "--dossier", self.open_dossier(), "--store", self.store)
        self.assertIn("办理中", svg)
        self.assertGreaterEqual(self.letters(svg), SMALLEST)


if __name__ == "__main__":
    unittest.main()
