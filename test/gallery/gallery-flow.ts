import type { SignedIn } from '../world/sign-in.js'
import type { RunningMaillon } from '../world/start-maillon.js'

/** The servers outside of Maillon that a flow works with, as this test started them. */
export interface OutsideWorld {
  stop(): Promise<void>
}

/** Where a case plays: a world and a Maillon of its own, and a person who is logged in. */
export interface GalleryScene<World extends OutsideWorld> {
  readonly world: World
  readonly maillon: RunningMaillon
  readonly user: SignedIn
}

/** One thing that a person does with a flow of the gallery. It fails by throwing. */
export interface GalleryCase<World extends OutsideWorld> {
  readonly title: string
  /** Something goes wrong in it that a user would meet. */
  readonly isFailureCase: boolean
  run(scene: GalleryScene<World>): Promise<void>
}

/** A flow of the gallery (`apps/server/gallery/<id>`) and what has to hold when it runs on real servers. */
export interface GalleryFlow<World extends OutsideWorld> {
  readonly id: string
  startWorld(): Promise<World>
  /** Settings of the server for this world, such as the folders that flows may use. Default: none. */
  environment?(world: World): { readonly [name: string]: string }
  readonly cases: readonly GalleryCase<World>[]
}

export interface CaseResult {
  readonly title: string
  readonly isFailureCase: boolean
  /** null: passed. */
  readonly problem: string | null
  readonly seconds: number
}

/** A flow whose world is its own affair. */
export interface PlayableFlow {
  readonly id: string
  /** Plays the cases one after the other, each in a world of its own. */
  play(stage: GalleryStage, tell: (result: CaseResult) => void): Promise<void>
}

/** What a case plays on. */
export interface GalleryStage {
  startMaillon(env: { readonly [name: string]: string }): Promise<RunningMaillon>
  signIn(url: string): Promise<SignedIn>
}

export function galleryFlow<World extends OutsideWorld>(flow: GalleryFlow<World>): PlayableFlow {
  return {
    id: flow.id,
    async play(stage, tell) {
      for (const one of flow.cases) tell(await playCase(flow, one, stage))
    },
  }
}

async function playCase<World extends OutsideWorld>(flow: GalleryFlow<World>, { title, isFailureCase, run }: GalleryCase<World>, stage: GalleryStage): Promise<CaseResult> {
  const startedAt = performance.now()
  let problem: string | null = null
  try {
    const world = await flow.startWorld()
    try {
      const maillon = await stage.startMaillon(flow.environment?.(world) ?? {})
      try {
        await run({ world, maillon, user: await stage.signIn(maillon.url) })
      } finally {
        await maillon.remove()
      }
    } finally {
      await world.stop()
    }
  } catch (error) {
    problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  return { title, isFailureCase, problem, seconds: (performance.now() - startedAt) / 1000 }
}
