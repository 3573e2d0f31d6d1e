/** The textures of absent values and, for those who cannot tell the shades apart, of the classes. */
export function Textures({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={`${id}-hatched`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="k-absent" />
        <line x1="0" y1="0" x2="0" y2="6" className="k-absent-line" strokeWidth="2.4" />
      </pattern>
      <pattern id={`${id}-crossed`} width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" className="k-absent" />
        <path d="M0,0L7,7M7,0L0,7" className="k-absent-line" strokeWidth="1" />
      </pattern>
      <pattern id={`${id}-dotted`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="k-absent" />
        <circle cx="1.5" cy="1.5" r="1" className="k-absent-dot" />
        <circle cx="4.5" cy="4.5" r="1" className="k-absent-dot" />
      </pattern>
    </defs>
  );
}

/** What fills an area without value in an SVG; `dashed` is white with a dashed border instead. */
export function textureFill(id: string, texture: string): string {
  return texture === "dashed" ? "var(--k-raised)" : `url(#${id}-${texture})`;
}
