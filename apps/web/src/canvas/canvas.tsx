'use client'

import { useMantineTheme, VisuallyHidden } from '@mantine/core'
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { messageOf } from '@maillon/messages'
import { useApiMutation, useApiQuery } from '../api/use-api.js'
import { useTestFailures } from '../features/flow-tests/use-test-failures.js'
import { useLocale } from '../i18n/locale-provider.js'
import { AddNodeDialog } from './add-node-dialog.js'
import { BoxTextsProvider } from './box-texts.js'
import { CanvasBands } from './canvas-bands.js'
import { CanvasViewContext, type CanvasView } from './canvas-view.js'
import { CatalogueContext } from './catalogue-context.js'
import classes from './canvas.module.css'
import { CommandsContext } from './commands-context.js'
import { Diagram } from './diagram.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { EmptyCanvas } from './empty-canvas.js'
import { FindNodeDialog } from './find-node-dialog.js'
import { ShownRows, ShowRowsContext, type RowsAsked } from './line-rows.js'
import { NextCallContext } from './next-call/next-call-context.js'
import { useNextCallWait } from './next-call/use-next-call-wait.js'
import { NodeFactsProvider } from './node-facts.js'
import { NodePanel } from './node-panel.js'
import { Palette } from './palette.js'
import { PublishDialog } from './publish/publish-dialog.js'
import { usePublishing } from './publish/use-publishing.js'
import { SidePanels, type SidePanel } from './side-panels.js'
import { Toolbar } from './toolbar.js'
import { TryContext, type TryAsked } from './try-context.js'
import { useAddNode } from './use-add-node.js'
import { useAutosave } from './use-autosave.js'
import { useCanvasCommands } from './use-canvas-commands.js'
import type { CatalogueRead } from './use-catalogue.js'
import { useDraftRun } from './use-draft-run.js'
import { usePaletteCommands } from './use-palette-commands.js'
import { useColleagues } from './use-colleagues.js'
import { useCheckedFlow } from './use-checked-flow.js'
import { useReplay } from './replay/use-replay.js'
import { useShownRun, type ShownRun } from './use-shown-run.js'
import { ChangeContext, type ChangeMarks } from './versions/change-context.js'
import { ChangesAside } from './versions/changes-aside.js'
import { useComparison } from './versions/use-comparison.js'
import { comparisonAddress, type AskedComparison } from './versions/which-version.js'

export interface CanvasProps {
  readonly first: FlowDetail
  readonly catalogue: CatalogueRead
  readonly shows: CanvasShows
}

/** What stands on the canvas in the place of the draft, read only. */
export interface CanvasShows {
  /** A past run, on the version that ran. */
  readonly runId: string | null
  /** A version, or two laid over each other. */
  readonly versions: AskedComparison | null
  /** The run on whose trigger event the draft is tried as soon as it is open. */
  readonly tried: string | null
}

/** The editor of one flow. */
export function Canvas({ first, catalogue, shows: { runId, versions, tried } }: CanvasProps) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const router = useRouter()
  const [detail, setDetail] = useState(first)
  const [side, setSide] = useState<SidePanel | null>(null)
  const [rows, setRows] = useState<RowsAsked | null>(null)
  const [dialog, setDialog] = useState<'publish' | 'find' | null>(null)
  const document = useEditor((state) => state.document)
  const observed = useApiQuery('observed', { params: { id: detail.id } }).data
  const checked = useCheckedFlow(document, catalogue.catalogue, observed)
  const publishing = usePublishing(detail.published, catalogue.catalogue)
  const { saveNow } = useAutosave(detail.id)
  const isDraft = runId === null && versions === null
  const { draftRun, shownId, showDraftRun, isStarting, run } = useDraftRun({ flowId: detail.id, pastRun: runId, isDraft, catalogue, saveNow, tried })
  const shown = useShownRun(shownId)
  const replay = useReplay(shown)
  usePastRun(runId, shown)
  useColleagues(detail.id, setDetail)
  useDocumentTitle(`${document.name} · Maillon`)
  useRefusalNotice()
  const compared = useComparison(detail, versions, catalogue.catalogue)
  useInPlaceOfDraft(versions === null ? null : comparisonAddress('', versions), compared.shown?.comparison.document ?? null)
  const testFailures = useTestFailures(detail.id, isDraft)

  const nextCall = useNextCallWait({
    flowId: detail.id,
    saveNow,
    onTaken: (taken) => {
      showDraftRun({ id: taken, of: null })
      notifications.show({ color: 'green', message: t('nextCall.taken') })
    },
  })
  const setActive = useApiMutation('setActive', { invalidates: ['flows', 'flow'], onSuccess: setDetail })
  const handlers = useMemo(
    () => ({ onFind: () => setDialog('find'), onSave: () => void saveNow(), onRun: () => void run({}), onHelp: () => setSide('shortcuts'), onList: () => setSide('steps'), onNextCall: nextCall.begin }),
    // `run` reads what it needs when it is called.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [saveNow, detail.id, isDraft, nextCall.begin],
  )
  const command = useCanvasCommands(catalogue, handlers)
  usePaletteCommands(command, setSide)
  const view = useMemo<CanvasView>(() => ({ flowId: detail.id, catalogue, checked, run: shown.run, replay, stepByNode: replay.stepByNode }), [detail.id, catalogue, checked, shown.run, replay])
  const leave = () => (isDraft ? showDraftRun(null) : router.push(`/flow/?id=${encodeURIComponent(detail.id)}`))

  return (
    <NextCallContext value={nextCall}>
    <CanvasContexts view={view} testFailures={testFailures} marks={compared.shown?.comparison ?? null} onTry={(asked) => void run(asked)}>
      <div className={classes.canvas} data-canvas>
        <VisuallyHidden component="h1">{document.name}</VisuallyHidden>
        <Toolbar
          detail={detail}
          isStarting={isStarting}
          publishing={publishing}
          command={command}
          onPanel={setSide}
          onPublish={() => setDialog('publish')}
          onDryRun={() => void run({ isDryRun: true })}
          onActive={(active) => setActive.mutate({ params: { id: detail.id }, body: { active } })}
        />
        <CanvasBands flow={detail} publishing={publishing} draftRun={draftRun} runId={runId} versions={versions} shownRun={shown} compared={compared} onTaken={setDetail} onSwitchOn={() => setActive.mutate({ params: { id: detail.id }, body: { active: true } })} onLeave={leave} />
        <div className={classes.main}>
          <SidePalette catalogue={catalogue} isHidden={!isDraft || document.nodes.length === 0} />
          <ChangesAside shown={compared.shown} />
          <div className={classes.diagram}>
            <CommandsContext value={command}>
              <ShowRowsContext value={setRows}>
                <Diagram />
              </ShowRowsContext>
            </CommandsContext>
            {document.nodes.length === 0 && isDraft && <EmptyCanvas />}
          </div>
        </div>
        <AddNodeDialog />
        <NodePanel />
        <SidePanels saveNow={saveNow} shown={side} detail={detail} onClose={() => setSide(null)} onShowRun={(id) => { setSide(null); router.push(`/flow/?id=${encodeURIComponent(detail.id)}&run=${encodeURIComponent(id)}`) }} />
        {rows !== null && shown.run !== null && <ShownRows asked={rows} onClose={() => setRows(null)} />}
        {dialog === 'find' && <FindNodeDialog onClose={() => setDialog(null)} />}
        {dialog === 'publish' && (
          <PublishDialog
            detail={detail}
            changes={publishing.changes}
            saveNow={saveNow}
            onClose={() => setDialog(null)}
            onProgress={publishing.setProgress}
            onPublished={(next) => {
              setDetail(next)
              store.getState().saved(next.revision)
              setDialog(null)
            }}
          />
        )}
      </div>
    </CanvasContexts>
    </NextCallContext>
  )
}

/** The node types never change, findings and steps are read by node: three contexts, so that an edit draws little anew. */
function CanvasContexts({ view, testFailures, marks, onTry, children }: { readonly view: CanvasView; readonly testFailures: ReadonlyMap<string, readonly string[]>; readonly marks: ChangeMarks | null; readonly onTry: (asked: TryAsked) => void; readonly children: React.ReactNode }) {
  return (
    <CatalogueContext value={view.catalogue}>
      <NodeFactsProvider findingsByNode={view.checked.byNode} stepByNode={view.stepByNode} isDryRun={view.run?.run.isDryRun ?? false} testFailures={testFailures}>
        <BoxTextsProvider>
          <ChangeContext value={marks}>
          <TryContext value={onTry}>
            <CanvasViewContext value={view}>{children}</CanvasViewContext>
          </TryContext>
        </ChangeContext>
        </BoxTextsProvider>
      </NodeFactsProvider>
    </CatalogueContext>
  )
}

/** The palette at the left; a click adds after the last node, a drag puts it anywhere. */
function SidePalette({ catalogue, isHidden }: { readonly catalogue: CatalogueRead; readonly isHidden: boolean }) {
  const { t } = useTranslation('canvas')
  const theme = useMantineTheme()
  const isWide = useMediaQuery(`(min-width: ${theme.breakpoints.lg})`, undefined, { getInitialValueInEffect: false })
  const store = useEditorStore()
  const addNode = useAddNode()
  if (isHidden || isWide !== true) return null
  return (
    <aside className={classes.palette} aria-label={t('palette.title')}>
      <Palette
        isCompact
        descriptors={catalogue.view.nodes}
        onPick={(descriptor) => {
          const id = addNode(descriptor, { kind: 'anywhere' })
          if (id !== null) store.getState().openPanel(id)
        }}
      />
    </aside>
  )
}

/** Says why an edit was refused (a second line between the same ports, …). */
function useRefusalNotice(): void {
  const store = useEditorStore()
  const { locale } = useLocale()
  const refusal = useEditor((state) => state.refusal)
  useEffect(() => {
    if (refusal === null) return
    notifications.show({ color: 'orange', message: messageOf(refusal.code, refusal.params, locale) })
    store.getState().clearRefusal()
  }, [refusal, locale, store])
}

/** While a past run is shown the canvas holds the version that ran. */
function usePastRun(runId: string | null, { run }: ShownRun): void {
  useInPlaceOfDraft(runId, runId === null ? null : (run?.document ?? null))
}

/** The canvas holds another document than the draft, read only; afterwards the draft again, as it was left. `key`: what is shown; null: the draft. */
function useInPlaceOfDraft(key: string | null, document: FlowDetail['document'] | null): void {
  const store = useEditorStore()
  const isThere = document !== null
  useEffect(() => {
    if (key === null || document === null) return
    store.getState().showVersion(document)
    return () => store.getState().backToDraft()
    // What a key stands for never changes once it is there: only another key counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, isThere, store])
}
