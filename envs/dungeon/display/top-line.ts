import { prompt } from "../play/prompt.ts";
import { type Game, messageRoom } from "../state/game.ts";
import { my } from "../state/hero.ts";

const lineFeed = 10;
const space = 32;
const lineWidth = 80;
const more = "--More--";
const longest = 255; // of `message`, whose last byte stays 0

const line = new Uint8Array(messageRoom);
let length = 0;

/** Copies a message, without its end, and returns where the next one begins. */
function add(game: Game, from: number): number {
  let at = from;
  if (length > 0) {
    line[length++] = space;
    line[length++] = space;
  }
  for (; game.message[at] !== lineFeed; at++) line[length++] = game.message[at];
  return at + 1;
}

const lengthAt = ({ message, me }: Game, from: number): number => {
  let at = from;
  while (at < me[my.messageLength] && message[at] !== lineFeed) at++;
  return at - from;
};

/** Where messages wait for a key, moves on to those that fit the line, and asks for the key where some are left. */
export function pageMessages(game: Game): void {
  const { me } = game;
  const end = me[my.messageLength];
  let shown = me[my.messageShown];
  let used = 0;
  while (shown < end) {
    const next = lengthAt(game, shown);
    if (used > 0 && used + 2 + next > lineWidth - more.length - 1) break;
    used += next + (used > 0 ? 2 : 0);
    shown += next + 1;
  }
  if (shown < end) me[my.prompt] = prompt.more;
  else if (me[my.prompt] === prompt.more) me[my.prompt] = prompt.none;
  me[my.promptCount] = shown;
}

/** Writes the message line: a question where there is one, else the messages of this turn. */
export function showTopLine(game: Game, question: Uint8Array, questionLength: number): number {
  const { me, screen, rules } = game;
  const { out } = screen;
  length = 0;
  const end = me[my.messageLength];
  if (questionLength > 0) {
    // what happened before the question stays in `message`, if there is room
    for (let at = me[my.messageShown]; at < end; ) {
      if (length + lengthAt(game, at) + questionLength + 4 > longest) break;
      at = add(game, at);
    }
    if (length > 0) {
      line[length++] = space;
      line[length++] = space;
    }
    for (let i = 0; i < questionLength; i++) line[length++] = question[i];
  } else if (rules.waitsForMore) {
    const shown = me[my.promptCount];
    for (let at = me[my.messageShown]; at < shown; ) at = add(game, at);
    if (me[my.prompt] === prompt.more) for (let i = 0; i < more.length; i++) line[length++] = more.charCodeAt(i);
  } else
    for (let at = 0; at < end; ) {
      if (length + lengthAt(game, at) + 2 > longest && length > 0) break;
      at = add(game, at);
    }
  if (length > longest) length = longest;
  const { message, tty_chars, tty_colors } = out;
  for (let i = 0; i < length; i++) message[i] = line[i];
  for (let i = length; i < screen.messageLength; i++) message[i] = 0;
  screen.messageLength = length;
  // the line of the terminal: a question has it for itself
  const isQuestion = questionLength > 0;
  const shown = isQuestion ? Math.min(questionLength, lineWidth) : Math.min(length, lineWidth);
  for (let i = 0; i < shown; i++) {
    tty_chars[i] = isQuestion ? question[i] : line[i];
    tty_colors[i] = 7;
  }
  const before = screen.lineLengths[0];
  for (let i = shown; i < before; i++) {
    tty_chars[i] = space;
    tty_colors[i] = 0;
  }
  screen.lineLengths[0] = shown;
  return shown;
}
