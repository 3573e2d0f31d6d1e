/**
 * Words that stand at the heart of passwords which are tried first: given names, seasons, keyboard rows,
 * months, clubs, and what an office has before its eyes. In small letters, umlauts written out or not.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `passwort password passwd kennwort geheim secret willkommen welcome hallo hello admin administrator root user
  benutzer gast guest test tester testing demo master login anmeldung anmelden zugang changeme aendern ändern start
  sommer winter herbst frühling fruehling frühjahr summer autumn spring januar februar märz maerz april mai juni juli
  august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
  schatz schatzi liebe ichliebedich iloveyou love engel prinzessin princess sonnenschein sunshine blume
  hase mausi baby schnucki lovely angel flower dragon drachen monkey affe tiger löwe loewe hund katze pferd football
  fussball fußball bayern bayernmünchen bayernmuenchen schalke dortmund borussia werder hertha hsv baseball superman batman pokemon
  starwars freedom freiheit whatever trustno computer rechner internet windows microsoft apple google facebook samsung
  qwertz qwertzuiop qwertzui qwert qwerty qwertyuiop asdf asdfg asdfgh asdfghjkl yxcvbn yxcvbnm zxcvbnm qayxsw qaywsxedc
  qazwsx qazwsxedc abc abcdef abcdefg abcdefgh abcdefghij abcd xyz letmein lassmichrein shadow schatten michael thomas andreas stefan
  daniel christian alexander martin peter frank markus sabine susanne petra andrea nicole claudia anna maria julia
  jessica jennifer michelle ashley charlie jordan hunter killer hammer diamond silver golden gold diamant silber
  deutschland germany berlin hamburg münchen muenchen köln koeln frankfurt landkreis kreis gemeinde verwaltung
  kreisverwaltung landratsamt rathaus amt sozialamt jugendamt sozialplanung sozialplaner sozialbericht planung statistik kreislauf
  musterkreis mustermann musterstadt buero büro schreibtisch kaffee telefon drucker urlaub feierabend`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
