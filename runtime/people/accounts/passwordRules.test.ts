import { expect, test } from "vitest";
import { demandGoodPassword, isGuessable } from "./passwordRules.ts";

const person = { name: "Ada Sonnleitner-Groß", email: "ada.sonnleitner@kreis-nord.example" };

test("X-023 passwords that are tried first are refused, however they are decorated", () => {
  const first = [
    "123456789012",
    "passwort1234",
    "Passwort2026!!",
    "P@ssw0rt2026!",
    "qwertzuiopü1",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "ababababababab",
    "Sommer2026!!!",
    "sommerurlaub99",
    "Willkommen123",
    "Kreisverwaltung1!",
    "Sozialplanung2026",
    "iloveyou123456",
    "Sonnleitner-Groß!",
    "ada.sonnleitner1",
    "!!!Admin!!!Admin",
    "098765432109",
  ];
  expect(first.filter((password) => !isGuessable(password, person))).toEqual([]);
});

test("X-023 a row of words or random signs is taken as it comes, without rules about signs", () => {
  for (const password of [
    "vier blaue Stühle am See",
    "kaffeetassendeckel morgens",
    "korrektpferdbatterieheftklammer",
    "x7Kq-92nv-Lm4d",
    "öäüß öäüß zwiebelfisch",
    "正しい馬電池ホチキス長い文",
  ])
    expect(() => demandGoodPassword(password, person), password).not.toThrow();
});

test("length is counted in signs as people see them", () => {
  expect(() => demandGoodPassword("kürzer als12", person)).not.toThrow();
  expect(() => demandGoodPassword("zu kurz wär", person)).toThrow("people.passwordTooShort");
  expect(() => demandGoodPassword("😀🐑🌳🚲🎈".repeat(2), person)).toThrow("people.passwordTooShort");
  expect(() => demandGoodPassword("lang und länger ".repeat(13), person)).toThrow("people.passwordTooLong");
});
