import { existsSync } from 'node:fs'
import { openKeyring } from '@maillon/server'
import { SealedStore, type Database, type SealedCount } from '@maillon/storage'
import { dropOlderKeys, rotateKeyFile, type Keyring } from '@maillon/vault'
import { CliError } from '../cli-error.js'
import type { Installation } from '../installation/open-installation.js'
import { reseal, type Resealed, type Unopened } from './reseal.js'

export interface KeyStatus {
  /** `keys.json` with its path, or `MAILLON_SECRET_KEY`. */
  readonly place: string
  /** The current one first. */
  readonly keys: readonly { readonly id: string; readonly isCurrent: boolean; readonly sealed: number }[]
  readonly counts: readonly SealedCount[]
  /** Seals under keys that are not here. */
  readonly lost: number
  /** Seals under older keys that are here: a change of key that was not finished. */
  readonly left: number
  /** Steps that wait for an answer by a link that was sent out. */
  readonly openAnswers: number
}

export interface Rotation {
  /** False: an earlier change of key was taken up where it had stopped. */
  readonly isNewKey: boolean
  readonly keyId: string
  readonly sealed: number
  readonly unopened: readonly Unopened[]
}

/** The master keys of an installation: what lies under which, a new one, and the end of old ones. */
export class KeyDesk {
  private constructor(
    private readonly installation: Installation,
    private readonly store: SealedStore,
    private readonly keyring: Keyring,
  ) {}

  /** @throws CliError where the key file isn't here; MaillonError VAULT_… where it can't be used */
  static async open(installation: Installation, database: Database): Promise<KeyDesk> {
    const { config, keyFile } = installation
    // Opening would make one, and a new key beside sealed secrets helps nobody.
    if (config.secretKey === null && !existsSync(keyFile)) throw new CliError({ fr: `Il n’y a pas de fichier de clés ici (${keyFile}). Lancez cette commande là où est le dossier du serveur (MAILLON_DATA).`, en: `There is no key file here (${keyFile}). Run this command where the server’s folder is (MAILLON_DATA).` })
    return new KeyDesk(installation, new SealedStore(database), await openKeyring(config))
  }

  async status(): Promise<KeyStatus> {
    const [counts, openAnswers] = await Promise.all([this.store.counts(), this.store.openAnswers()])
    const { current, all } = this.keyring
    const sum = (of: (keyId: string) => boolean): number => counts.filter(({ keyId }) => of(keyId)).reduce((total, { count }) => total + count, 0)
    return {
      place: this.installation.config.secretKey === null ? this.installation.keyFile : 'MAILLON_SECRET_KEY',
      keys: all.map(({ id }) => ({ id, isCurrent: id === current.id, sealed: sum((keyId) => keyId === id) })),
      counts, openAnswers,
      lost: sum((keyId) => this.keyring.find(keyId) === null),
      left: sum((keyId) => keyId !== current.id && this.keyring.find(keyId) !== null),
    }
  }

  /**
   * A new current key where nothing is left of an earlier change, then everything under it. Old keys stay in the file.
   * @throws CliError where another one is at it, or the key comes from the environment and nothing is left to do
   */
  async rotate(tell: (step: Resealed) => void): Promise<Rotation> {
    const done = await this.store.alone(async () => {
      const { left } = await this.status()
      if (left === 0) await this.#makeKey()
      const steps = reseal(this.store, this.keyring)
      const sealed = new Map<string, number>()
      for (let step = await steps.next(); ; step = await steps.next()) {
        if (step.done === true) return { isNewKey: left === 0, keyId: this.keyring.current.id, sealed: [...sealed.values()].reduce((sum, count) => sum + count, 0), unopened: step.value }
        sealed.set(step.value.column, step.value.done)
        tell(step.value)
      }
    })
    if (done === null) throw new CliError({ fr: 'Quelqu’un d’autre change la clé de cette installation en ce moment.', en: 'Somebody else is changing the key of this installation just now.' })
    return done
  }

  /** Takes older keys out of the file. @throws CliError where something still lies under one, or the keys come from the environment */
  async forget(): Promise<number> {
    if (this.installation.config.secretKey !== null) throw new CliError({ fr: 'Les clés viennent de l’environnement : enlevez l’ancienne de MAILLON_SECRET_KEY_OTHERS et redémarrez les serveurs.', en: 'The keys come from the environment: take the old one out of MAILLON_SECRET_KEY_OTHERS and start the servers again.' })
    const { left, keys } = await this.status()
    if (left > 0) throw new CliError({ fr: `${left} secrets sont encore chiffrés avec une ancienne clé : lancez d’abord « maillon key rotate ».`, en: `${left} secrets are still sealed with an older key: run "maillon key rotate" first.` })
    await dropOlderKeys(this.installation.keyFile)
    return keys.length - 1
  }

  async #makeKey(): Promise<void> {
    if (this.installation.config.secretKey === null) {
      await rotateKeyFile(this.installation.keyFile)
      return
    }
    throw new CliError({
      fr: 'La clé vient de MAILLON_SECRET_KEY : cette commande ne peut pas la changer, et tout est déjà sous elle. Faites-en une (openssl rand -base64 32), donnez à tous les serveurs MAILLON_SECRET_KEY=<nouvelle> et MAILLON_SECRET_KEY_OTHERS=<ancienne>, redémarrez-les, puis relancez cette commande avec les deux.',
      en: 'The key comes from MAILLON_SECRET_KEY: this command can’t change it, and everything lies under it already. Make one (openssl rand -base64 32), give all servers MAILLON_SECRET_KEY=<new> and MAILLON_SECRET_KEY_OTHERS=<old>, start them again, then run this command with both.',
    })
  }
}
