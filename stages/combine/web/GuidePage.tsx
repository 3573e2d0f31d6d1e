import "./combine.css";
import { Link } from "react-router";
import guide from "../../../docs/verfahren.md?raw";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { ScrollFrame } from "../../../runtime/ui/table/ScrollFrame.tsx";
import { type GuideBlock, guideBlocks, guideRuns } from "./guide/guideBlocks.ts";

const pictures = import.meta.glob<string>("../../../docs/pictures/verfahren-*.png", {
  eager: true,
  query: "?url",
  import: "default",
});

/** How to moderate a round: the guide of the documentation, where somebody moderates. German. */
export default function GuidePage() {
  const { say } = useLanguage("combine");
  usePageTitle(say("page.guide"));
  return (
    <article className="k-stack w-guide">
      <p>
        <Link to="/verfahren">{say("indices.rounds")}</Link>
      </p>
      <div className="k-stack k-stack--tight" lang="de">
        {guideBlocks(guide).map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the guide does not change while it is read.
          <Block key={at} block={block} />
        ))}
      </div>
    </article>
  );
}

const headings = { 1: "k-h1", 2: "k-h2", 3: "k-h3" } as const;

function Block({ block }: { readonly block: GuideBlock }) {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${block.level}` as const;
      return <Heading className={headings[block.level]}>{block.text}</Heading>;
    }
    case "words":
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case "list": {
      const List = block.isCounted ? "ol" : "ul";
      return (
        <List>
          {block.items.map((item) => (
            <li key={item}>
              <Words text={item} />
            </li>
          ))}
        </List>
      );
    }
    case "picture": {
      const address = Object.entries(pictures).find(([path]) => path.endsWith(`/${block.file}`))?.[1];
      return address === undefined ? null : <img src={address} alt={block.alternative} loading="lazy" />;
    }
    case "table":
      return (
        <ScrollFrame className="k-profile__frame" label={block.head.join(", ")}>
          <table className="k-profile__table">
            <thead>
              <tr>
                {block.head.map((cell) => (
                  <th key={cell} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map(([first = "", ...cells]) => (
                <tr key={first}>
                  <th scope="row">{first}</th>
                  {cells.map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the head.
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      );
  }
}

function Words({ text }: { readonly text: string }) {
  return guideRuns(text).map(({ text: run, isStrong }) =>
    isStrong ? <strong key={run}>{run}</strong> : <span key={run}>{run}</span>,
  );
}
