const POLL_EVERY_MS = 1000;

// A number of the table goes into the form, with other digits before the ending each time.
for (const button of document.querySelectorAll('button[data-ending]')) {
  button.addEventListener('click', () => {
    const digits = String(Math.floor(Math.random() * 100_000)).padStart(5, '0');
    const phone = document.querySelector('input[name="phone"]');
    phone.value = `+7 999 ${digits.slice(0, 3)}-${digits.slice(3)}-${button.dataset.ending}`;
    phone.focus();
    phone.scrollIntoView({ block: 'center', behavior: 'smooth' });
  });
}

for (const button of document.querySelectorAll('button.copy')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.closest('figure').querySelector('code').textContent);
    button.textContent = button.dataset.copied;
  });
}

// Shows what the page tells its tag manager, by listening as a tag manager does.
const dataLayerView = document.querySelector('#data-layer');
if (dataLayerView) {
  window.dataLayer = window.dataLayer || [];
  const push = window.dataLayer.push;
  window.dataLayer.push = (...events) => {
    const length = push.apply(window.dataLayer, events);
    dataLayerView.textContent = JSON.stringify(window.dataLayer, null, 2);
    return length;
  };
}

// Puts what has come since above what is there; what is there stays as it is, so that an open letter stays open.
const records = document.querySelector('#records');
async function refreshRecords() {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const current = [...page.querySelector('#records').children];
  const ids = new Set(current.map(({ id }) => id));
  for (const shown of [...records.children]) if (!ids.has(shown.id)) shown.remove();
  const added = current.filter(({ id }) => !document.getElementById(id));
  records.prepend(...added);
}

function pollRecords() {
  const refreshed = document.hidden ? Promise.resolve() : refreshRecords();
  // While the site is away the page stays as it is.
  refreshed.catch(() => {}).finally(() => setTimeout(pollRecords, POLL_EVERY_MS));
}
if (records) setTimeout(pollRecords, POLL_EVERY_MS);
