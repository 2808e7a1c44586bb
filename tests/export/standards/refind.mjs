// Finds the selectors of annotations again with Apache Annotator: reads [{text, selectors}] from standard input, and writes for
// each selector the offsets (UTF-16 code units) and words of every match.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const root = createRequire(join(process.argv[2], "package.json"));
const { textPositionSelectorMatcher, textQuoteSelectorMatcher } = await import(
  pathToFileURL(root.resolve("@apache-annotator/selector"))
);
const matchers = { TextQuoteSelector: textQuoteSelectorMatcher, TextPositionSelector: textPositionSelectorMatcher };

class WholeText {
  constructor(text) {
    this.currentChunk = { data: text };
  }
  nextChunk() {
    return null;
  }
  previousChunk() {
    return null;
  }
  precedesCurrentChunk() {
    return false;
  }
}

async function found(text, selector) {
  const matches = [];
  for await (const one of matchers[selector.type](selector)(new WholeText(text)))
    matches.push({ start: one.startIndex, end: one.endIndex, words: text.slice(one.startIndex, one.endIndex) });
  return matches;
}

let input = "";
for await (const part of process.stdin.setEncoding("utf-8")) input += part;
const answers = [];
for (const { text, selectors } of JSON.parse(input))
  answers.push(await Promise.all(selectors.map((selector) => found(text, selector))));
process.stdout.write(JSON.stringify(answers));
