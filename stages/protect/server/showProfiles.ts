import { circles } from "../../../kernel/contract/circle.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { disclosureProfiles, type ProfileSetting } from "../profileContract.ts";
import { levelsSeen } from "../profiles.ts";
import { demandsOf } from "../rules.ts";
import { figureRules } from "./figureRules.ts";
import { profileSettings } from "./profileSettings.ts";
import { levelSetting, ruleSetting } from "./storedSettings.ts";

/** What every circle of readers sees, by which rules, and who set them. */
export const showProfiles = operation(disclosureProfiles, async ({ db, catalogue }) => {
  const [settings, areaLevels, levelRows, ruleRows, rules] = await Promise.all([
    profileSettings(db),
    db.selectFrom("area_level").select(["id", "rank", "label_de", "label_en"]).orderBy("rank").orderBy("id").execute(),
    db.selectFrom("audience_level").selectAll().orderBy("id", "desc").execute(),
    db.selectFrom("disclosure_rule").selectAll().orderBy("id", "desc").execute(),
    figureRules(db, catalogue),
  ]);
  const seen = levelsSeen(areaLevels, settings.levels);
  const [levelsMade, rulesMade] = [levelRows.map(levelSetting), ruleRows.map(ruleSetting)];
  return {
    levels: areaLevels.map(({ id, label_de: de, label_en: en }) => ({ id, label: en === null ? { de } : { de, en } })),
    figures: [...rules]
      .filter(([, rule]) => demandsOf(rule).minimumCount > 1)
      .map(([id, rule]) => ({ id, label: catalogue.baseFigures.get(id)?.label.de ?? id, rule }))
      .sort((a, b) => a.label.localeCompare(b.label, "de")),
    circles: circles.map((circle) => ({
      circle,
      smallest: areaLevels.findLast(({ id }) => seen[circle].has(id))?.id ?? null,
      levelSetting: levelsMade.find((one) => one.circle === circle)?.id ?? 0,
    })),
    rules: newestOfPairs(rulesMade).filter(({ value }) => value !== null),
    settings: [...levelsMade, ...rulesMade].sort((a, b) =>
      a.setAt < b.setAt ? 1 : a.setAt > b.setAt ? -1 : b.id - a.id,
    ),
  };
});

/** Of rules that concern the same figure and circle the one that counts; the newest come first. */
function newestOfPairs(rules: readonly ProfileSetting[]): ProfileSetting[] {
  const found = new Map<string, ProfileSetting>();
  for (const rule of rules) {
    const pair = `${rule.figure} ${rule.circle}`;
    if (!found.has(pair)) found.set(pair, rule);
  }
  return [...found.values()];
}
