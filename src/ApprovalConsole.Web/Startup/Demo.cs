using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.SampleDesk;
using ApprovalConsole.SampleDesk.Pipelines;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web;

/// <summary>The worked example: a support desk as tools, a script as model, and a few runs under way on a fresh start.</summary>
internal sealed class Demo(bool isEnabled, bool isScripted, SupportDesk? desk, bool hasSorter)
{
    private static readonly TimeSpan FirstWaitsWithin = TimeSpan.FromSeconds(5);

    /// <summary>The script costs nothing. It is counted as if it did, so that limits and budgets have something to count; the pages say so.</summary>
    private static readonly Price ListPrice = new(2.5m, 0.25m, 10m);

    public bool IsEnabled => isEnabled;

    /// <summary>The model is the script: the settings name no other.</summary>
    public bool IsScripted => isScripted;

    public void PlugIn(OrchestratorBuilder orchestrator)
    {
        if (isEnabled) orchestrator.LetOneAdminWeaken();
        if (desk is null) return;
        orchestrator.AddTools(SupportDesk.Source, desk.Tools).AddModel("scripted", new ScriptedModel(), ListPrice);
        if (hasSorter) orchestrator.AddPipeline(InvoiceIntake.Name, InvoiceIntake.Pipeline).AddPipeline(TicketTriage.Name, TicketTriage.File).AddPipeline(ParcelWatch.Name, ParcelWatch.File);
    }

    /// <summary>Only where no run was ever started, and only by the script: a model of somebody's own costs money.</summary>
    public async Task StartSampleRunsAsync(IServiceProvider services, CancellationToken ct)
    {
        if (!isScripted || (await services.GetRequiredService<RunsQuery>().ListAsync(null, null, null, 1, ct)).Items.Count > 0) return;
        var starter = services.GetRequiredService<RunStarter>();
        var by = Actors.Of(LocalUsers.PrincipalOf(services.GetRequiredService<LocalUsers>().Find("sam")!, "demo"), Channel.Console);
        foreach (var sample in hasSorter ? [.. SampleRuns.All, .. SampleRuns.Pipelines] : SampleRuns.All)
        {
            var isFirst = sample == SampleRuns.All[0];
            var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var subscription = isFirst ? services.GetRequiredService<LiveFeed>().Subscribe(Topic.Inbox, () => waits.TrySetResult()) : null;
            var principal = new PrincipalRequest(sample.Subject, sample.Permissions, JsonSerializer.SerializeToElement(sample.Attributes));
            await starter.StartAsync(new(sample.Agent, sample.Input, principal), by, idempotencyKey: null, ct);

            // The refund is what a newcomer should see first, and the inbox shows the oldest first.
            if (isFirst) await Task.WhenAny(waits.Task, Task.Delay(FirstWaitsWithin, ct));
        }
    }
}

internal static class DemoSetup
{
    public static Demo AddDemo(this WebApplicationBuilder builder, SettingsFiles files)
    {
        if (!builder.Configuration.GetValue("Demo:Enabled", false)) return new(false, false, null, false);
        var folder = Path.GetFullPath(builder.Configuration["Demo:Folder"] ?? "data/desk", builder.Environment.ContentRootPath);
        Directory.CreateDirectory(folder);
        var desk = SupportDesk.OpenAsync(Path.Combine(folder, "desk.db"), Path.Combine(folder, "outbox"), TimeProvider.System, default).GetAwaiter().GetResult();
        var hasSorter = files.Entries<AgentSettings>(AgentSettings.Section).ContainsKey(InvoiceIntake.Reader) && File.Exists(TicketTriage.File); // a host that has the console as a package has no pipelines' files
        return new(true, files.Entries<ModelSettings>(ModelSettings.Section).Count == 0, desk, hasSorter);
    }
}
