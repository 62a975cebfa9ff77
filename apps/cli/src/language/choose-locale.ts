import { isLocale, type Locale } from '@maillon/kernel'

/** The language: `--lang`, else `MAILLON_LOCALE`, else the terminal's, else English. Looked at before anything is read: help is written in it. */
export function chooseLocale(argv: readonly string[], env: { readonly [name: string]: string | undefined }): Locale {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const asked = at === -1 ? undefined : argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length)
  if (asked !== undefined && isLocale(asked)) return asked
  const language = [env['MAILLON_LOCALE'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((one) => one !== undefined && one !== '') ?? ''
  return language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}
