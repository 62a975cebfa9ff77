/** Advisory locks of this database, each with what it keeps apart. Two of one number would hold each other up. */
export const advisoryLocks = {
  /** Servers that bring the tables up to date. */
  migrations: 1_297_107_276,
  /** Set-ups of the first person. */
  firstPerson: 1_297_107_277,
  /** Who removes bytes that nothing refers to (alone), and who copies them (shared). */
  bytes: 1_297_107_278,
  /** Who seals everything anew under another master key. */
  keys: 1_297_107_279,
  /** Imports into one workspace; its second key is the workspace. */
  imports: 1_297_107_280,
  /** Who brings the figures of runs up to date. */
  figures: 1_297_107_290,
  /** People who retry failures: two at once would begin the same runs twice. */
  retries: 1_297_107_291,
} as const
