// Values of mentions in words that people read.

import { has, language, t } from './i18n.js';

/** @typedef {import('./types.js').Mention} Mention */
/** @typedef {{ from: string | null, to: string | null, timex: string, type: string, mod?: string | null }} Time */
/** @typedef {{ number: string | null, unit: string | null, object: string | null, measure: string, bound: string, lower: string | null, upper: string | null, currency: string | null }} Quantity */
/** @typedef {{ code: string | null, code_full?: string | null, chain: string[], level: string, confidence: number, country?: string | null, successor?: string | null }} Place */

const STAMP = /^(-?\d+)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?/;

/** @param {string} stamp local time without a zone */
function parts(stamp) {
  const found = STAMP.exec(stamp);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0));
  return { year, month, day, hour, minute, second, midnight: hour + minute + second === 0 };
}

/**
 * Milliseconds on one scale for all local times; no zone is meant.
 * @param {string} stamp
 */
export function instant(stamp) {
  const at = parts(stamp);
  if (!at) return null;
  const date = new Date(0);
  date.setUTCFullYear(at.year, at.month - 1, at.day);
  return date.getTime() + ((at.hour * 60 + at.minute) * 60 + at.second) * 1000;
}

const DAY = 86_400_000;

/** @param {string} stamp */
function moment(stamp) {
  const at = parts(stamp);
  if (!at) return stamp;
  const clock = at.midnight ? '' : ` ${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
  return t('time.day', at) + clock;
}

/**
 * A half-open interval, as short as it can be said; null if both ends are open.
 * @param {{ from: string | null, to: string | null }} value
 */
export function interval({ from, to }) {
  if (!from || !to) {
    if (from) return t('time.since', { from: moment(from) });
    return to ? t('time.before', { to: moment(to) }) : null;
  }
  const [a, b, start, end] = [parts(from), parts(to), instant(from), instant(to)];
  if (!a || !b || start === null || end === null) return `${from} – ${to}`;
  if (a.midnight && b.midnight) {
    const whole = a.day === 1 && b.day === 1;
    const months = (b.year - a.year) * 12 + b.month - a.month;
    if (whole && a.month === 1 && months === 12) return t('time.year', a);
    if (whole && months === 1) return t('time.month', a);
    if (end - start === DAY) return `${t('time.day', a)} ${t(`weekday.${new Date(start).getUTCDay()}`)}`;
    const last = parts(new Date(end - DAY).toISOString().replace(/\.\d+Z$/, ''));
    return `${t('time.day', a)} – ${last ? t('time.day', last) : moment(to)}`;
  }
  if (end - start <= 60_000) return moment(from);
  const sameDay = end - start < DAY && a.day === b.day;
  return `${moment(from)} – ${sameDay ? moment(to).split(' ').pop() : moment(to)}`;
}

/**
 * An ISO 8601 duration in words: P1Y6M, PT24H; null where it is none.
 * @param {string} timex
 */
function duration(timex) {
  const found = /^P(?:(\d[\d.]*)Y)?(?:(\d[\d.]*)M)?(?:(\d[\d.]*)W)?(?:(\d[\d.]*)D)?(?:T(?:(\d[\d.]*)H)?(?:(\d[\d.]*)M)?(?:(\d[\d.]*)S)?)?$/.exec(timex);
  if (!found || !found.slice(1).some(Boolean)) return null;
  const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'];
  return found.slice(1).map((n, i) => n && t(`unit.${units[i]}`, { n })).filter(Boolean).join(' ');
}

/**
 * What a time stands for, in words; its TIMEX3 where there are none.
 * @param {Time} value
 */
export function time(value) {
  const said = interval(value);
  if (said) return said;
  if (has(`timex.${value.timex}`)) return t(`timex.${value.timex}`);
  const ends = value.timex.split('/').map(duration);
  if (ends.every(Boolean)) {
    const length = ends.join(' – ');
    return value.type === 'SET' ? t('time.every', { length }) : length;
  }
  return value.timex;
}

/** @param {string} digits a decimal string; its digits are grouped, none is lost */
export function grouped(digits) {
  const [whole, fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction ? `${groups}.${fraction}` : groups;
}

const SIGNS = /** @type {Record<string, string>} */ ({ about: '≈ ', at_least: '≥ ', at_most: '≤ ', more_than: '> ', less_than: '< ' });

/** @param {Quantity} value */
export function number(value) {
  const digits =
    value.number === null || value.bound === 'range'
      ? `${grouped(value.lower ?? '')} – ${grouped(value.upper ?? '')}`
      : (SIGNS[value.bound] ?? '') + grouped(value.number);
  if (!value.unit) return digits;
  return /^[%‰℃°]/.test(value.unit) ? digits + value.unit : `${digits} ${value.unit}`;
}

/** @param {number} share from 0 to 1 */
export function percent(share) {
  return new Intl.NumberFormat(language(), { style: 'percent' }).format(share);
}

/**
 * The value of a mention as rows of label and words.
 * @param {Mention} mention
 * @returns {[string, string][]}
 */
export function rows(mention) {
  const value = /** @type {any} */ (mention.value);
  if (!value) return [];
  /** @type {[string, string | null | undefined | false][]} */
  let all = [];
  if (mention.kind === 'time') {
    all = [
      ['value.interval', interval(value)],
      ['value.meaning', !interval(value) && time(value)],
      ['value.type', t(`timetype.${value.type}`)],
      ['value.timex', value.timex],
      ['value.mod', value.mod && t(`mod.${value.mod}`)],
    ];
  } else if (mention.kind === 'quantity') {
    all = [
      ['value.number', number(value)],
      ['value.object', value.object],
      ['value.measure', t(`measure.${value.measure}`)],
      ['value.bound', value.bound !== 'exact' && t(`bound.${value.bound}`)],
      ['value.currency', value.currency],
    ];
  } else if (mention.kind === 'place') {
    all = [
      ['value.chain', value.chain.join(' › ')],
      ['value.code', value.code_full ?? value.code],
      ['value.successor', value.successor],
      ['value.country', value.country],
      ['value.level', t(`level.${value.level}`)],
      ['value.confidence', percent(value.confidence)],
    ];
  } else if (mention.kind === 'contact') {
    all = [
      ['value.type', t(`contact.${value.type}`)],
      ['value.normalized', value.normalized],
    ];
  }
  return /** @type {[string, string][]} */ (all.filter(([, words]) => words).map(([key, words]) => [t(key), words]));
}

/**
 * An ISO 8601 date of the record for reading.
 * @param {{ iso: string, precision: string }} date
 */
export function day(date) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?/.exec(date.iso);
  if (!found) return date.iso;
  const [, year, month, dayOfMonth, clock] = found;
  const at = { year: Number(year), month: Number(month), day: Number(dayOfMonth) };
  const words = dayOfMonth ? t('time.day', at) : month ? t('time.month', at) : t('time.year', at);
  return clock ? `${words} ${clock}` : words;
}
