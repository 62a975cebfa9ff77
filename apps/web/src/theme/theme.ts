import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent. Status colours say what became of work and are never used for decoration. */
const accent: MantineColorsTuple = ['#eef1fb', '#dce1f4', '#b6c0e6', '#8d9dd8', '#6c7fcd', '#576dc6', '#4c63c3', '#3d53ac', '#34499b', '#293e89']

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  colors: { accent },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.625rem', lineHeight: '1.3' }, h2: { fontSize: '1.125rem', lineHeight: '1.4' }, h3: { fontSize: '1rem', lineHeight: '1.4' } } },
  respectReducedMotion: true,
  components: {
    Modal: { styles: { title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)', lineHeight: 1.35 } } },
    // A menu holds nothing but its entries: a place for the focus beside them is one entry too many for a screen reader.
    // And it opens within the page's content, not after the last landmark, where whoever goes from landmark to landmark never comes by.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: '#main' } } },
    // Theirs are <header> elements, which outside of <main> would be banners of the whole page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Alert: { styles: { message: { color: 'var(--mantine-color-text)' } } },
  },
})
