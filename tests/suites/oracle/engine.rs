//! ECharts in QuickJS: one engine a thread, started when the thread first draws.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use cxpress_chart::Size;
use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, Context, Ctx, Function, Object, Runtime};

/// ECharts as charming ships it in its source.
static ECHARTS: LazyLock<String> = LazyLock::new(|| {
    let bundle = charming().join("src/asset/echarts-5.5.1.min.js");
    fs::read_to_string(&bundle).unwrap_or_else(|error| panic!("{}: {error}", bundle.display()))
});

/// Our own script: the labels and shapes that options name.
const SCRIPT: &str = include_str!("cxpress.js");

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
pub(crate) fn draw(option: &str, size: Size) -> Result<String, String> {
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
    fn start() -> Result<Self, String> {
        let runtime = Runtime::new().map_err(failed)?;
        runtime.set_max_stack_size(STACK);
        let context = Context::full(&runtime).map_err(failed)?;
        context.with(|ctx| {
            for source in [BROWSER, &ECHARTS, SCRIPT] {
                evaluate(&ctx, source)?;
            }
            Ok::<(), String>(())
        })?;
        Ok(Self { context })
    }

    fn draw(&self, option: &str, size: Size) -> Result<String, String> {
        self.context.with(|ctx| {
            let cxpress: Object = ctx.globals().get("cxpress").map_err(failed)?;
            let draw: Function = cxpress.get("draw").map_err(failed)?;
            draw.call((option, size.width, size.height))
                .catch(&ctx)
                .map_err(failed)
        })
    }
}

fn evaluate(ctx: &Ctx<'_>, source: &str) -> Result<(), String> {
    let mut options = EvalOptions::default();
    options.strict = false;
    ctx.eval_with_options(source, options).catch(ctx).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The folder of charming's source, as cargo knows it.
fn charming() -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--offline", "--format-version", "1"])
        .current_dir(cxpress_tests::root())
        .output()
        .expect("cargo starts");
    let told: serde_json::Value = serde_json::from_slice(&asked.stdout).expect("metadata");
    let packages = told["packages"].as_array().into_iter().flatten();
    let mut found = packages.filter(|package| package["name"] == "charming");
    let manifest = found.next().and_then(|package| package["manifest_path"].as_str());
    let folder = manifest.and_then(|path| Path::new(path).parent());
    folder.expect("charming's folder").to_owned()
}
