/** The items of a variable that holds several, separated by commas. Blanks around them and empty ones do not count. */
export const commaList = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(Boolean)
