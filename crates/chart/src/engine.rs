//! ECharts in QuickJS: one engine a thread, started when the thread first draws.

use std::cell::RefCell;

use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, Context, Ctx, Function, Object, Runtime};

use crate::error::ChartError;
use crate::figure::Size;
use crate::{ECHARTS, SCRIPT};

/// ECharts expects a few names of a browser. Nothing here waits, prints or is random: a drawing is finished when
/// the call returns, and the same every time.
const BROWSER: &str = "
    var setTimeout = function () { return 0; }, clearTimeout = function () {};
    var console = { log: clearTimeout, warn: clearTimeout, error: clearTimeout };
    Math.random = function () { return 0.5; };
";

/// The stack that ECharts may use, in bytes: a quarter of what a thread of rayon has.
const STACK: usize = 512 * 1024;

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

struct Engine {
    context: Context,
}

/// The drawing of an option as a tree in JSON, as `cxpress.draw` gives it.
///
/// An engine that failed is not used again.
pub(crate) fn draw(option: &str, size: Size) -> Result<String, ChartError> {
    ENGINE.with_borrow_mut(|slot| {
        let engine = match slot.take() {
            Some(engine) => engine,
            None => Engine::start()?,
        };
        let drawn = engine.draw(option, size)?;
        *slot = Some(engine);
        Ok(drawn)
    })
}

impl Engine {
    fn start() -> Result<Self, ChartError> {
        let runtime = Runtime::new().map_err(failed)?;
        runtime.set_max_stack_size(STACK);
        let context = Context::full(&runtime).map_err(failed)?;
        context.with(|ctx| {
            for source in [BROWSER, ECHARTS, SCRIPT] {
                evaluate(&ctx, source)?;
            }
            Ok(())
        })?;
        Ok(Self { context })
    }

    fn draw(&self, option: &str, size: Size) -> Result<String, ChartError> {
        self.context.with(|ctx| {
            let cxpress: Object = ctx.globals().get("cxpress").map_err(failed)?;
            let draw: Function = cxpress.get("draw").map_err(failed)?;
            draw.call((option, size.width, size.height))
                .catch(&ctx)
                .map_err(failed)
        })
    }
}

fn evaluate(ctx: &Ctx<'_>, source: &str) -> Result<(), ChartError> {
    let mut options = EvalOptions::default();
    options.strict = false;
    ctx.eval_with_options(source, options).catch(ctx).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> ChartError {
    ChartError::Engine(error.to_string())
}
