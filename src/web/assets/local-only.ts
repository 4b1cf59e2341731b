/**
 * The NHS stylesheet without its fonts, which would come from assets.nhs.uk and are licensed to NHS services only:
 * the next font of its list, Arial, is used.
 * @see https://service-manual.nhs.uk/design-system/styles/typography
 */
export const withoutRemoteFonts = (css: string): string => css.replace(/@font-face\s*\{[^{}]*\}/g, "");

/** Maps are not served, so nobody should ask for them. */
export const withoutSourceMap = (text: string): string =>
  text.replace(/\s*(?:\/\/# sourceMappingURL=\S*|\/\*# sourceMappingURL=[^*]*\*\/)\s*$/, "\n");
