// What a person's hands do on the page that signs, and what one sees of it.

// Points of a swing over the canvas, in the viewport.
async function swing(page, lower = 0) {
  const box = await page.locator('#pad canvas').boundingBox();
  return Array.from({ length: 24 }, (_, i) => ({
    x: box.x + box.width * (0.1 + i / 32),
    y: box.y + box.height * (0.4 + lower + 0.2 * Math.sin(i / 3)),
  }));
}

const ways = {
  async mouse(page, points) {
    await page.mouse.move(points[0].x, points[0].y);
    await page.mouse.down();
    for (const { x, y } of points) await page.mouse.move(x, y);
    await page.mouse.up();
  },
  // Playwright's own touchscreen can only tap.
  async touch(page, points) {
    const cdp = await page.context().newCDPSession(page);
    const touch = (type, touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [points[0]]);
    for (const point of points) await touch('touchMove', [point]);
    await touch('touchEnd', []);
  },
  async pen(page, points) {
    const cdp = await page.context().newCDPSession(page);
    const pen = (type, { x, y }, buttons) =>
      cdp.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, pointerType: 'pen', force: 0.6, clickCount: 1 });
    await pen('mousePressed', points[0], 1);
    for (const point of points) await pen('mouseMoved', point, 1);
    await pen('mouseReleased', points.at(-1), 0);
  },
};

// Draws a stroke as `way` does it: mouse, touch or pen; `lower` moves it down by a part of the pad's height.
export async function draw(page, way = 'mouse', lower = 0) {
  await page.locator('#pad canvas').scrollIntoViewIfNeeded();
  await ways[way](page, await swing(page, lower));
}

// How much of the canvas is inked, from 0 to 1.
export const ink = (page) => page.locator('#pad canvas').evaluate((canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 128) ++inked;
  return inked / (canvas.width * canvas.height);
});

export const drawn = async (page) => JSON.parse((await page.locator('input[name=strokes]').inputValue()) || 'null');

// From the order's page to the page that signs its first document.
export async function openToSign(page, address) {
  await page.goto(address);
  await page.locator('#documents a[href*="/documents/"]').first().click();
  await page.locator('form[action*="/sign"] button[type=submit], form[action*="/sign"] button').last().click();
  await page.locator('#sign').waitFor();
}

// Fills in what every second step asks for and presses its one filled button.
export async function confirm(page, name = 'Cleo Marsh') {
  await page.locator('#name').fill(name);
  const box = page.locator('#agree');
  if (await box.count()) await box.check();
  await page.locator('button.button[type=submit]').click();
}
