// Which dictionary of PostgreSQL stems the words of an article.

const DICTIONARIES: Readonly<Record<string, string>> = {
  ...{
    ar: 'arabic',
    ca: 'catalan',
    da: 'danish',
    de: 'german',
    el: 'greek',
    en: 'english',
    es: 'spanish',
    et: 'estonian',
    eu: 'basque',
  },
  ...{ fi: 'finnish', fr: 'french', ga: 'irish', hi: 'hindi', hu: 'hungarian', hy: 'armenian', id: 'indonesian', it: 'italian' },
  ...{
    lt: 'lithuanian',
    nb: 'norwegian',
    ne: 'nepali',
    nl: 'dutch',
    nn: 'norwegian',
    no: 'norwegian',
    pt: 'portuguese',
    ro: 'romanian',
  },
  ...{ ru: 'russian', sr: 'serbian', sv: 'swedish', ta: 'tamil', tr: 'turkish', yi: 'yiddish' },
}

/** The name of the dictionary that stems a language ("en-GB" → "english_stem"); "simple" where there is none. */
export function dictionaryOf(language: string): string {
  const name = DICTIONARIES[language.split('-')[0]!.toLowerCase()]
  return name === undefined ? 'simple' : `${name}_stem`
}
