// Light or dark before the first paint. A file of its own: the content security policy lets no inline script run.
(function () {
  var wanted = null
  try {
    wanted = localStorage.getItem('mantine-color-scheme-value')
  } catch {
    wanted = null
  }
  if (wanted !== 'light' && wanted !== 'dark') wanted = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.setAttribute('data-mantine-color-scheme', wanted)
})()
