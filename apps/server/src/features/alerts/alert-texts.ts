import type { Locale } from '@maillon/kernel'
import type { AlertKind } from '@maillon/plan'

/** What a sentence about an alert is made of. */
export interface AlertWords {
  /** Of flow or lane, in quotation marks. */
  readonly named: string
  /** « à 09:04 » */
  readonly at: string
  /** « 09:04 », after "since". */
  readonly from: string
  readonly occurrences: number
  /** Failures that make it a repeated one. */
  readonly count: number
  /** Steps that wait. */
  readonly waiting: number
  /** A schedule that did not start at all. */
  readonly isMissed: boolean
}

export interface KindTexts {
  readonly trouble: (words: AlertWords) => string
  readonly headline: (named: string) => string
  readonly well: (named: string, since: string) => string
}

type Texts = { readonly [K in AlertKind]: KindTexts }

const wellAgain = {
  fr: (named: string, since: string) => `${named} fonctionne de nouveau depuis ${since}.`,
  en: (named: string, since: string) => `${named} works again since ${since}.`,
}

const fr: Texts = {
  failure: {
    trouble: ({ named, at, occurrences }) => (occurrences === 1 ? `${named} a échoué ${at}.` : `${named} a échoué ${occurrences} fois, la première ${at}.`),
    headline: (named) => `${named} a échoué`,
    well: wellAgain.fr,
  },
  repeated: {
    trouble: ({ named, at, count }) => `${named} échoue de façon répétée : ${count} fois, la première ${at}.`,
    headline: (named) => `${named} échoue de façon répétée`,
    well: wellAgain.fr,
  },
  late: {
    trouble: ({ named, at, isMissed }) => (isMissed ? `${named} n’a pas démarré comme prévu ${at}.` : `${named} est en retard : le départ était prévu ${at}.`),
    headline: (named) => `${named} est en retard`,
    well: wellAgain.fr,
  },
  silence: { trouble: ({ named, from }) => `${named} n’a pas réussi depuis ${from}.`, headline: (named) => `${named} ne réussit plus`, well: wellAgain.fr },
  'queue-age': {
    trouble: ({ named, from, waiting }) => `File ${named} : ${waiting} étape${waiting > 1 ? 's' : ''} en attente, la plus ancienne depuis ${from}.`,
    headline: (named) => `la file ${named} n’avance plus`,
    well: (named, since) => `La file ${named} avance de nouveau normalement depuis ${since}.`,
  },
  'lane-paused': {
    trouble: ({ named, from }) => `La file ${named} est en pause depuis ${from}.`,
    headline: (named) => `la file ${named} est restée en pause`,
    well: (named, since) => `La file ${named} a repris : ${since}.`,
  },
}

const en: Texts = {
  failure: {
    trouble: ({ named, at, occurrences }) => (occurrences === 1 ? `${named} failed ${at}.` : `${named} failed ${occurrences} times, the first ${at}.`),
    headline: (named) => `${named} failed`,
    well: wellAgain.en,
  },
  repeated: {
    trouble: ({ named, at, count }) => `${named} fails again and again: ${count} times, the first ${at}.`,
    headline: (named) => `${named} fails again and again`,
    well: wellAgain.en,
  },
  late: {
    trouble: ({ named, at, isMissed }) => (isMissed ? `${named} did not start as planned ${at}.` : `${named} is late: it was to start ${at}.`),
    headline: (named) => `${named} is late`,
    well: wellAgain.en,
  },
  silence: { trouble: ({ named, from }) => `${named} has had no success since ${from}.`, headline: (named) => `${named} no longer succeeds`, well: wellAgain.en },
  'queue-age': {
    trouble: ({ named, from, waiting }) => `Lane ${named}: ${waiting} step${waiting === 1 ? '' : 's'} waiting, the oldest since ${from}.`,
    headline: (named) => `lane ${named} is not moving`,
    well: (named, since) => `The lane ${named} has been moving normally again since ${since}.`,
  },
  'lane-paused': {
    trouble: ({ named, from }) => `The lane ${named} has been paused since ${from}.`,
    headline: (named) => `lane ${named} was left paused`,
    well: (named, since) => `The lane ${named} goes on: ${since}.`,
  },
}

export const alertTexts: { readonly [L in Locale]: Texts } = { fr, en }
