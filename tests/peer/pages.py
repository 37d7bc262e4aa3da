#!/usr/bin/python3
"""Lets Chromium lay out a report and measures every text box: none clipped, none over another, nothing wider than the
page; at 360 and 1280 pixels, and as it is printed (the rules for print, on the width of A4 between its margins). Then
prints it for real, as a PDF, and looks where each word of the page has come to lie (pdftotext).

usage: pages.py FILE WORK [--shot]; prints what is wrong, or nothing.
"""

import collections
import html
import json
import os
import re
import shutil
import subprocess
import sys

MEASURE = r"""
addEventListener('load', function () {
  var bad = [], boxes = [];
  var width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) bad.push('the page is ' + document.documentElement.scrollWidth);
  var walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (var node = walk.nextNode(); node; node = walk.nextNode()) {
    var parent = node.parentElement;
    if (!node.data.trim() || /^(title|desc|style|script)$/i.test(parent.tagName)) continue;
    var range = document.createRange();
    range.selectNodeContents(node);
    var svg = parent.ownerSVGElement, table = parent.closest('.table');
    var rects = svg ? [parent.getBoundingClientRect()] : Array.from(range.getClientRects());
    rects.forEach(function (r) {
      var box = {l: r.left, t: r.top, r: r.right, b: r.bottom, text: node.data.trim(), of: parent};
      var scrolls = table && getComputedStyle(table).overflowX === 'auto';
      if (scrolls) {                      /* reached by scrolling within the table: what is out of sight covers nothing */
        var t = table.getBoundingClientRect();
        if (box.l < t.left - 1 || box.r > t.left + table.scrollWidth + 1) bad.push('out of its table: ' + box.text);
        box.l = Math.max(box.l, t.left); box.r = Math.min(box.r, t.right);
        if (box.l >= box.r) return;
      } else if (box.l < -0.5 || box.r > width + 0.5) bad.push('clipped: ' + box.text);
      if (svg) {
        var s = svg.getBoundingClientRect();
        if (box.l < s.left - 1 || box.r > s.right + 1 || box.t < s.top - 1 || box.b > s.bottom + 1)
          bad.push('out of its picture: ' + box.text);
      }
      boxes.push(box);
    });
  }
  boxes.sort(function (a, b) { return a.t - b.t; });
  for (var i = 0; i < boxes.length; i++)
    for (var k = i + 1; k < boxes.length && boxes[k].t < boxes[i].b - 1; k++) {
      var a = boxes[i], b = boxes[k];
      if (a.of !== b.of && Math.min(a.r, b.r) - Math.max(a.l, b.l) > 1 && Math.min(a.b, b.b) - Math.max(a.t, b.t) > 4)
        bad.push('one over another: ' + a.text + ' / ' + b.text);
    }
  window.parent.document.getElementById('result').textContent = JSON.stringify({boxes: boxes.length, bad: bad.slice(0, 20)});
});
"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium(work, *args):
    done = subprocess.run(["chromium", *FLAGS, "--user-data-dir=" + os.path.join(work, "profile"), *args],
                          capture_output=True, text=True, timeout=240)
    return done.stdout


def lay_out(page, name, width, work, shot):
    inner = page.replace("</body>", "<script>%s</script></body>" % MEASURE)
    if name == "print":
        inner = inner.replace("@media print", "@media all")
    wrapper = os.path.join(work, name + ".html")
    with open(wrapper, "w", encoding="utf-8") as f:
        f.write('<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><iframe style="border:0;width:%dpx;'
                'height:6000px" srcdoc="%s"></iframe><pre id="result"></pre></body>' % (width, html.escape(inner)))
    if shot:
        chromium(work, "--screenshot=" + os.path.join(work, name + ".png"), "--window-size=%d,2400" % max(width, 500),
                 "file://" + wrapper)
    dom = chromium(work, "--dump-dom", "--window-size=1400,900", "--virtual-time-budget=5000", "file://" + wrapper)
    found = re.search(r'<pre id="result">(.+?)</pre>', dom, re.S)
    return json.loads(html.unescape(found.group(1))) if found else {"boxes": 0, "bad": ["it was not laid out"]}


def words_of(page):
    """The words that a reader sees, in no order."""
    text = re.sub(r"<(title|style|desc)\b.*?</\1>", " ", page, flags=re.S)
    return collections.Counter(w for t in re.split(r"<[^>]*>", text) for w in html.unescape(t).split())


def print_it(path, page, work):
    """What is wrong with the page on paper: words that are lacking, or that lie on the margins or over others."""
    pdf = os.path.join(work, "page.pdf")
    chromium(work, "--print-to-pdf=" + pdf, "--no-pdf-header-footer", "--print-to-pdf-no-header",
             "file://" + os.path.abspath(path))
    if not os.path.exists(pdf):
        return ["it was not printed"]
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, timeout=120).stdout
    bad, found = [], collections.Counter()
    for width, height, body in re.findall(r'<page width="([0-9.]+)" height="([0-9.]+)">(.*?)</page>', boxes, re.S):
        if not (594 < float(width) < 597 and 841 < float(height) < 843):
            bad.append("a page of %s by %s points is not A4" % (width, height))
        placed = []
        for left, top, right, bottom, word in re.findall(
                r'<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">(.*?)</word>', body):
            box = [float(x) for x in (left, top, right, bottom)]
            word = html.unescape(word)
            found[word] += 1
            if box[0] < 40 or box[2] > float(width) - 40 or box[1] < 40 or box[3] > float(height) - 40:
                bad.append("'%s' lies on the margin" % word)
            for other, at in placed[-400:]:
                if min(box[2], at[2]) - max(box[0], at[0]) > 1 and min(box[3], at[3]) - max(box[1], at[1]) > 4:
                    bad.append("'%s' lies over '%s'" % (word, other))
            placed.append((word, box))
    whole = "".join(sorted(found.elements()))
    lacking = [w for w, n in words_of(page).items() if found[w] < n and w not in whole and len(w) > 1]
    # a long word may be broken between two lines: then its letters are there, if not the word
    letters = collections.Counter("".join(found.elements()))
    short = collections.Counter("".join(words_of(page).elements())) - letters
    if short:
        bad.append("letters are lacking: %s; perhaps of %s" % (dict(short), lacking[:5]))
    return bad[:20]


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        page = f.read()
    for forbidden in ("<script", "http:", "https:", "@import", "url("):
        if forbidden in page:
            print("the page holds " + forbidden)
    for name, width in (("narrow", 360), ("wide", 1280), ("print", 680)):
        result = lay_out(page, name, width, sys.argv[2], "--shot" in sys.argv)
        if result["boxes"] < 10:
            print("%s: only %d texts" % (name, result["boxes"]))
        for bad in result["bad"]:
            print("%s: %s" % (name, bad))
    if shutil.which("pdftotext"):
        for bad in print_it(sys.argv[1], page, sys.argv[2]):
            print("paper: %s" % bad)


main()
