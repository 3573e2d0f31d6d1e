const drawings = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  search: "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5L20 20",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  download: "M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  picture: "M5 20V10M10 20V4M15 20v-7M20 20V8",
  map: "M9 4L4 6v14l5-2 6 2 5-2V4l-5 2-6-2zM9 4v14M15 6v14",
  print: "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  previous: "M14.5 6L8.5 12l6 6",
  next: "M9.5 6l6 6-6 6",
  down: "M6 9.5l6 6 6-6",
  up: "M6 14.5l6-6 6 6",
  sort: "M8 10l4-4 4 4M8 14l4 4 4-4",
  origin: "M6 4v9a4 4 0 0 0 4 4h8M14 13l4 4-4 4",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.2",
  warning: "M12 4L2.8 20h18.4L12 4zM12 10v5M12 17.6v.2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  whole: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  edit: "M4 20l1-4L16 5l3 3L8 19l-4 1zM14 7l3 3",
  borders: "M4 5h16v14H4zM4 13l6-1 4-4 6 2M10 12l3 7",
  pattern: "M4 20L20 4M4 14L14 4M10 20L20 10",
  inbox: "M4 13l3-8h10l3 8v6H4v-6zM4 13h5l1.5 2.5h3L15 13h5",
} as const;

export type IconName = keyof typeof drawings;

/** A line drawing beside a word; it never stands for the word alone, so it is silent. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="k-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
