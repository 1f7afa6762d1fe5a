import { describe, expect, it } from '@jest/globals';
import { array, assert, property, stringMatching } from 'fast-check';
import { comparable, likeness } from './name-likeness.js';

/** Of PARTY_SANCTIONED. */
const THRESHOLD = 0.92;

function alike(one: string, other: string): number {
  const [a, b] = [comparable(one), comparable(other)];
  const score = likeness(a, b);
  expect(likeness(b, a)).toBeCloseTo(score, 10);
  // What is cut short because it cannot reach the threshold is only what does not reach it.
  expect(likeness(a, b, THRESHOLD) >= THRESHOLD).toBe(score >= THRESHOLD);
  return score;
}

describe('the likeness of names', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['same', 'same', 1],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
  ])('of %p and %p is that of the literature', (one, other, expected) => {
    expect(alike(one, other)).toBeCloseTo(expected, 4);
  });

  it.each([
    ['accents', 'Société Dorée', 'SOCIETE DOREE'],
    ['letters of other Latin alphabets', 'Łukasz Đặng', 'Lukasz Dang'],
    ['order of words', 'PETROV, Ivan', 'Ivan Petrov'],
    ['hyphens', 'Jean-Pierre Bemba', 'BEMBA Jean Pierre'],
    ['apostrophes', "O'Brien Patrick", 'Patrick OBrien'],
    ['blanks', 'Gold Mine Ltd', 'Goldmine'],
    ['legal form', 'Stones Bright S.A.R.L.', 'Bright Stones Ltd'],
    ['legal form in Cyrillic', 'ООО «Золото»', 'Zoloto LLC'],
    ['Cyrillic', 'Иван Петров', 'PETROV, Ivan'],
    ['Cyrillic marks', 'Сергей Ивано́в', 'Sergey Ivanov'],
    ['Chinese', '王小明', 'Xiaoming WANG'],
    ['Chinese, family name first', '王小明', 'Wang Xiaoming'],
    ['Chinese companies', '北京矿业有限公司', 'Beijing Kuangye Co., Ltd.'],
    ['Arabic', 'محمد حسن', 'HASSAN, Muhammad'],
    ['Arabic articles', 'الحسن بن علي', 'al-Hassan bin Ali'],
    ['Hebrew', 'אברהם כהן', 'Avraham Kohen'],
  ])('does not depend on %s', (_, one, other) => {
    expect(alike(one, other)).toBe(1);
  });

  it.each([
    ['Юрий Щербаков', 'SHCHERBAKOV, Yuri'],
    ['Борис Ельцин', 'Boris Yeltsin'],
    ['Алексей Кузнецов', 'Aleksei Kuznetsov'],
    ['Евгений Иванов', 'Yevgeny Ivanov'],
    ['Δημήτρης Παπαδόπουλος', 'Dimitris Papadopoulos'],
    ['I. Petrov', 'Ivan Petrov'],
    ['PETROV I.S.', 'Ivan Sergeevich Petrov'],
    ['J. Liu', 'Jun Liu'],
    ['John Smith', 'John Smythe'],
  ])('reaches the threshold for %p and %p', (one, other) => {
    expect(alike(one, other)).toBeGreaterThanOrEqual(THRESHOLD);
  });

  it.each([
    ['J. Li', 'Jun Li'],
    ['K. Petrov', 'Ivan Petrov'],
    ['Игорь Петров', 'Ivan Petrov'],
    ['John Smith', 'Joan Smithers'],
    ['李明', 'Wang Ming'],
    // Too few consonants to tell anybody by.
    ['علي حسن', 'Ali Hassan'],
    ['أحمد الخطيب', 'Omar al-Bashir'],
    ['Kivu Bright Stone Trading', 'Kivu Bright Stone Mining'],
  ])('does not reach it for %p and %p', (one, other) => {
    expect(alike(one, other)).toBeLessThan(THRESHOLD);
  });

  it('keeps the words of a name that is all legal form', () => {
    expect(alike('AS Co', 'Limited')).toBeLessThan(THRESHOLD);
    expect(alike('AS Co', 'As, Co.')).toBe(1);
  });

  it('says the same of both orders, is 1 of a name with itself, and cuts short nothing that matches', () => {
    const word = stringMatching(/^[a-z]{1,9}$/u);
    const name = array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    assert(
      property(name, name, (one, other) => {
        expect(alike(one, one)).toBe(1);
        expect(alike(one, other)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
